import { randomInt } from 'node:crypto'

/** A user of RGW and its keys. */
export interface RgwUser {
  readonly id: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const LETTERS = `${CAPITALS}abcdefghijklmnopqrstuvwxyz`

/** A user with keys that nobody else has, in the form in which RGW makes them. */
export function withKeys(id: string): RgwUser {
  return { id, accessKeyId: `RGW${random(17, CAPITALS)}`, secretAccessKey: random(40, LETTERS) }
}

function random(length: number, letters: string): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
