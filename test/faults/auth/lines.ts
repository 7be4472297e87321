import type { Line } from '../line.ts'
import { credentialsLines } from './credentials.ts'
import { damageLines } from './damage.ts'
import { healthyLines } from './healthy.ts'
import { nameLines } from './names.ts'
import { precedenceLines } from './precedence.ts'
import { tokenLines } from './token.ts'

/** Every way in which a credential or a name can be wrong, or be right and look odd. */
export const authLines: readonly Line[] = [
  ...precedenceLines,
  ...credentialsLines,
  ...damageLines,
  ...tokenLines,
  ...nameLines,
  ...healthyLines,
]
