import { nearby } from '../nearest.ts'
import { settingKeys, settingSpecs } from '../settings/settings.ts'
import { visible } from '../visible.ts'
import type { Io } from './io.ts'
import { mention } from './write.ts'

const KNOWN_VARIABLES = settingKeys
  .flatMap((key) => settingSpecs[key].env ?? [])
  .filter((name) => name.startsWith('ARTIFACTS_'))

/** Names on standard error each `ARTIFACTS_` variable that is nearly one of a setting's. */
export async function warnOfMisspeltVariables(
  io: Io,
  redact: (text: string) => string,
): Promise<void> {
  for (const name of Object.keys(io.env)) {
    if (!name.startsWith('ARTIFACTS_') || KNOWN_VARIABLES.includes(name)) continue
    const meant = nearby(name, KNOWN_VARIABLES)
    if (meant !== undefined) {
      await mention(
        io.stderr,
        `artifacts-doctor: the variable ${visible(name)} is not known; did you mean ${meant}?\n`,
        redact,
      )
    }
  }
}
