import fc from 'fast-check'
import { jwt } from '../../support/jwt.ts'

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 64 })
const letters = fc.string({
  unit: fc.constantFrom(...'ghijkmnopqrsuvwxyzGHIJKLMNOPQRSTUVWXYZ'),
  minLength: 8,
  maxLength: 40,
})

/** The sixteen characters behind the AKIA of an access key id. */
const keyId = (core: string) => core.toUpperCase().padEnd(16, 'Q').slice(0, 16)

/** Texts that hold what looks like a secret, `core` being that. */
const shaped = fc.tuple(letters, fc.nat(9)).map(([core, kind]) => {
  const text = [
    `tbo_${core}`,
    `art_${core}`,
    jwt({ sub: core }),
    `Bearer ${core}`,
    `Authorization: Basic ${core}`,
    `redis://:${core}@h:6379`,
    `https://ada:${core}@h/x?y=z`,
    `https://h/k?X-Amz-Signature=${core}&x=1`,
    `"authorization":"${core}"`,
    `AKIA${keyId(core)}`,
  ][kind]
  const payload = kind === 2 ? (text?.split('.')[1] ?? core) : core
  return { text: text ?? '', core: kind === 9 ? keyId(core) : payload }
})

const glue = fc.constantFrom(
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  ', ',
  '\\',
  '=',
  '("',
  '": "',
  '{"a":',
  '\r\n',
)

/** A text with a secret of a known shape somewhere among stray signs and words. */
export const texts = fc.record({
  before: fc.oneof(
    glue,
    fc.string().map((text) => `${text} `),
  ),
  secret: shaped,
  after: fc.oneof(
    glue,
    fc.string().map((text) => `"${text}`),
  ),
})

const signs = fc.string({ unit: fc.constantFrom(...'+/=-_@:%&?"\\ \'é'), maxLength: 8 })

/** Keys and passwords as they are made: long, of letters and digits and other signs. */
export const known = fc.array(
  fc.tuple(letters, signs, hex).map((parts) => parts.join('')),
  { maxLength: 3 },
)
