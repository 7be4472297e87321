import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { authLines } from '../../faults/auth/lines.ts'
import { SECRETS } from '../../faults/auth/tokens.ts'
import { undeterminedLines } from '../../faults/auth/undetermined.ts'
import { judge } from '../../faults/judge.ts'
import type { World } from '../../faults/line.ts'

/** As short a piece of a secret tells it apart from words. */
const PIECE = 6

/** What is known of the world's tokens: each as it stands in the environment and in the files. */
async function tokensOf({ env }: World): Promise<string[]> {
  const home = env.HOME ?? ''
  const names = home === '' ? [] : await readdir(home, { recursive: true })
  const texts = await Promise.all(
    names.map((name) => readFile(join(home, name), 'utf8').catch(() => '')),
  )
  const jwts = [env.TONBO_API_KEY ?? '', ...texts].join('\n').match(/eyj[\w-]+[.\w-]*/gi) ?? []
  return [...Object.values(SECRETS), ...jwts.flatMap((token) => token.split('.'))]
}

/** Every piece of a secret, without what its kind is known by and shown as. */
function piecesOf(secret: string): string[] {
  const body = secret.replace(/^(tbo|art|ghp|AKIA)_?/, '')
  const count = Math.max(0, body.length - PIECE + 1)
  return Array.from({ length: count }, (_, start) => body.slice(start, start + PIECE))
}

describe('what is said of a credential', () => {
  it.each([...authLines, ...undeterminedLines].map((line) => [line.what, line] as const))(
    'holds nothing of it: %s',
    async (_, line) => {
      let tokens: string[] = []
      const { report } = await judge({
        ...line,
        world: async () => {
          const world = await line.world()
          tokens = await tokensOf(world)
          return world
        },
      })
      // As it is before any redactor saw it, in whatever letter case.
      const said = JSON.stringify(report).toLowerCase()
      const shown = tokens.flatMap(piecesOf).filter((piece) => said.includes(piece.toLowerCase()))
      expect(shown).toEqual([])
    },
  )

  it('would be seen: the pieces are those of a token that is shown', () => {
    const shown = `{"found":"${SECRETS.apiKey.slice(8, 16)}"}`
    expect(piecesOf(SECRETS.apiKey).some((piece) => shown.includes(piece))).toBe(true)
  })
})
