import { inspect } from 'node:util'
import {
  type Check,
  type Context,
  fail,
  type Outcome,
  type Plugin,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'

const CAUSES: Plugin['causes'] = {
  'leaky/cause': {
    title: 'A plug-in that tells all it knows',
    why: 'It was made so.',
    fix: [{ do: 'Think of <word>', run: 'use <bucket> <word>' }],
    docs: 'https://example.com/leaky',
    documented: false,
    owner: 'you',
  },
}

/** A plug-in whose checks put these secrets, and all settings, wherever a check can put a text. */
export function leakyPlugin(secrets: readonly string[]): Plugin {
  const all = secrets.join(' ')
  const words = Object.fromEntries(secrets.map((one, index) => [`word${index}`, one]))
  const check = (id: string, run: (context: Context) => Outcome | Promise<Outcome>): Check => ({
    id: `leaky/${id}`,
    title: `Tells all it knows (${id})`,
    run,
  })
  const checks = [
    check('evidence', () => pass({ ...words, all, nested: JSON.stringify({ secrets }) })),
    check('settings', ({ settings }) =>
      pass({ json: JSON.stringify(settings), inspected: inspect(settings, { depth: 9 }) }),
    ),
    ...secrets.map((word, index) =>
      check(`fail-${index}`, () => fail('leaky/cause', { word, bucket: word, code: word })),
    ),
    check('unsure', () => unsure(all, words)),
    check('skip', () => skip(all, 'token')),
    check('throw', () => {
      throw new Error(all, { cause: all })
    }),
    check('reject', () => Promise.reject(all)),
    check('leave', ({ leftovers }) => {
      leftovers.add(all)
      return pass({})
    }),
    check('say', async ({ say, signal }) => {
      for (const word of secrets) {
        say(word)
        // Longer than it takes until the screen is painted again.
        await new Promise((resolve) => setTimeout(resolve, 130))
        if (signal.aborted) break
      }
      say(all)
      return new Promise(() => {})
    }),
  ]
  return { name: 'leaky', checks, causes: CAUSES }
}
