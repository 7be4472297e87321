import type { CauseId } from '../../../checks/causes/index.ts'
import type { Fault, Line } from '../line.ts'
import { SECRETS } from './tokens.ts'
import { atHome } from './worlds.ts'

const PAGES = 'the product’s pages on workspaces, of both generations'

/** Names that no workspace can have, or that only a current program accepts. */
export const nameLines: readonly Line[] = [...invalid(), ...current()]

function line(
  root: CauseId,
  what: string,
  workspace: string,
  seen: Fault['seen'],
  source = PAGES,
): Line {
  const world = atHome({ key: SECRETS.apiKey, flags: { workspace } })
  return { area: 'workspace', what, source, world, root, check: 'workspace/name', seen }
}

function invalid(): Line[] {
  const no = (what: string, name: string, seen: Fault['seen'], source = PAGES): Line =>
    line('workspace/invalid-name', what, `acme/${name}`, seen, source)
  return [
    no('a name with a space', 'my demo', { found: /space/, nearest: 'my-demo' }),
    no('a name with dots, like that of a host', 'demo.example', { nearest: 'demo-example' }),
    no('a name that begins with a hyphen', '-demo', { found: /begins/, nearest: 'demo' }),
    no('a name of 64 letters', 'd'.repeat(64), { length: 64, found: /longer than 63/ }),
    no(
      'a name with a letter that only looks like Latin',
      'd\u0435mo',
      { found: /look like/, nearest: 'demo' },
      'unicode.org/reports/tr39',
    ),
    no(
      'a name in wide letters',
      '\uff44\uff45\uff4d\uff4f',
      { found: /letters/, nearest: 'demo' },
      'unicode.org/reports/tr15',
    ),
    no('a name with letters that have marks', 'Übung', { nearest: 'ubung' }),
    no('a name with a dash of a word processor', 'my\u2013demo', { nearest: 'my-demo' }),
    no(
      'a name with a sign that cannot be seen',
      'demo\u200b',
      { found: /seen/, nearest: 'demo' },
      'unicode.org/reports/tr36',
    ),
    no('a name with the end of an address', 'demo?tab=files', {
      found: /address/,
      nearest: 'demo',
    }),
    line('workspace/invalid-name', 'a handle and a name with a backslash between', 'acme\\demo', {
      found: /path/,
    }),
    no('a name that ends in a line break', 'demo\n', { found: /line break/, nearest: 'demo' }),
  ]
}

function current(): Line[] {
  const newer = (what: string, name: string, nearest: string | RegExp): Line =>
    line('workspace/name-needs-current-cli', what, `artifacts://acme/${name}`, { name, nearest })
  return [
    newer('a name with a capital letter', 'Demo', 'demo'),
    newer('a name with an underscore', 'my_demo', 'my-demo'),
    newer('a name that ends in a hyphen', 'demo-', 'demo'),
    newer('a name of a single letter', 'd', /undefined/),
    newer('a name that begins with a digit', '2026-demo', /undefined/),
    newer('a name of 41 letters', 'd'.repeat(41), /undefined/),
  ]
}
