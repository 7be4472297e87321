import { inspect } from 'node:util'

/** A value that prints as `[secret]` through every door but `reveal`. */
export interface Secret {
  reveal(): string
  toString(): string
  toJSON(): string
}

/** Wraps a value that must not be shown; `reveal()` is the only way to it. */
export function secret(value: string): Secret {
  const shown = () => '[secret]'
  return Object.freeze({
    reveal: () => value,
    toString: shown,
    toJSON: shown,
    [Symbol.toPrimitive]: shown,
    [inspect.custom]: shown,
  })
}
