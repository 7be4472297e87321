import {
  type Check,
  definePlugin,
  fail,
  type Outcome,
  type Plugin,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'

const cause = {
  fix: [{ do: 'Mend it', run: 'mend --it' }],
  documented: false,
  owner: 'you',
} as const
const page = 'https://example.com/causes/'

/** What the checks of `outcomes` may name. */
const causes = {
  'made/trouble': {
    ...cause,
    title: 'Something is broken',
    why: 'It was made so.',
    docs: `${page}trouble`,
  },
  'made/warning': {
    ...cause,
    title: 'Something is odd',
    why: 'It was made so.',
    docs: `${page}warning`,
    warning: true,
  },
  'made/transient': {
    ...cause,
    title: 'Something is not ready yet',
    why: 'It takes its time.',
    docs: `${page}transient`,
    transient: true,
  },
} as const

const check = (id: string, run: () => Outcome<keyof typeof causes>, needs: string[] = []): Check =>
  ({ id, title: `${id} is well`, needs, run }) as Check

const well = check('made/well', () => pass({ seen: 'this', httpStatus: 200 }))
const needy = [
  check('made/needy', () => pass({}), ['made/first']),
  check('other/needy', () => pass({}), ['made/needy']),
]

/** Checks that end a run in each way, by name; what asks no server needs no server. */
export const outcomes = {
  healthy: [well, check('other/idle', () => skip('does not apply'))],
  warnings: [well, check('made/first', () => fail('made/warning', { code: 'Odd' })), ...needy],
  failing: [well, check('other/first', () => fail('made/trouble', { code: 'Broken' }))],
  both: [
    check('made/first', () => fail('made/warning', { code: 'Odd' })),
    check('other/first', () => fail('made/trouble', { code: 'Broken' })),
  ],
  blocked: [
    check('made/first', () => fail('made/trouble', { code: 'Broken' }, ['made/transient'])),
    ...needy,
    check('other/idle', () => skip('is not set', 'bucket')),
  ],
  undetermined: [well, check('made/first', () => unsure('nobody knows', { code: 7 })), ...needy],
  required: [well, check('other/idle', () => skip('is not set', 'bucket'))],
} satisfies Record<string, readonly Check[]>

/** A plug-in of some checks, with every cause that they may name. */
export function pluginOf(checks: readonly Check[]): Plugin {
  return definePlugin({ name: 'made', checks: checks as never, causes })
}
