import { inspect } from 'node:util'

/** A value that prints as `[secret]` in every way but by `reveal`. */
export interface Secret {
  reveal(): string
  toString(): string
  toJSON(): string
}

/** Wraps a value that must not be shown; only `reveal()` gives it back. */
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
