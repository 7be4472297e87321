import { EARLIER_HELP } from '../../support/artifacts-program.ts'
import { jwt } from '../../support/jwt.ts'
import type { Line } from '../line.ts'
import { answering, json, knowing, throughProgram } from './worlds.ts'
import { throughProxy } from './worlds-proxy.ts'
import { overTls } from './worlds-tls.ts'

const PASSES = ['orchestrator/reachable', 'auth/accepted']
const WELL = { area: 'orchestrator', passes: PASSES, exitCode: 0 } as const
const WITH_PROGRAM = { ...WELL, passes: ['host/cli', ...PASSES] } as const
const LOGIN = jwt({ iss: 'https://example.supabase.co/auth/v1', exp: 4_000_000_000 })

/** Set-ups in which the orchestrator can be asked, and nothing may be called sick. */
export const healthyLines: readonly Line[] = [
  {
    ...WELL,
    what: 'the current generation, with an API key',
    source: "the product's pages on API keys (tbo_…, taken as a bearer token)",
    world: knowing(),
  },
  {
    ...WELL,
    what: 'the earlier generation, with a login',
    source: "the product's earlier page on login (JWT)",
    world: knowing({ generation: 'earlier', tokens: [LOGIN] }, { env: { TONBO_API_KEY: LOGIN } }),
  },
  {
    ...WELL,
    what: 'a new account: a list with nothing in it',
    source: 'the product\'s earlier page on login: {"workspaces":[]}',
    world: knowing({ workspaces: {} }),
  },
  {
    ...WELL,
    what: 'a service token, which may not list workspaces, with its own workspace',
    source: "the product's earlier page on service tokens",
    world: knowing(
      { tokens: ['art_0123456789abcdef'] },
      { env: { TONBO_API_KEY: 'art_0123456789abcdef' }, flags: { workspace: 'acme/demo' } },
    ),
  },
  {
    ...WELL,
    what: 'a list of workspaces larger than four megabytes',
    source: 'an account of many thousand workspaces',
    world: answering(
      json(200, {
        workspaces: Array.from({ length: 30_000 }, (_, index) => ({
          name: `demo-${index}`,
          status: 'active',
          note: 'x'.repeat(140),
        })),
      }),
    ),
  },
  {
    ...WELL,
    what: 'an orchestrator behind TLS of a private authority that is trusted',
    source: 'golang/go, crypto/x509/root_unix.go (SSL_CERT_FILE)',
    world: overTls(),
  },
  {
    ...WELL,
    what: 'an orchestrator that only a proxy of the environment leads to',
    source: 'RFC 9112 § 3.2.2',
    world: throughProxy(),
  },
  {
    ...WITH_PROGRAM,
    what: 'no URL, and the program of the current generation',
    source: "the product's page on its command line",
    world: throughProgram(),
  },
  {
    ...WITH_PROGRAM,
    what: 'no URL, and the program of the earlier generation, of an unknown version',
    source: "the product's earlier page on its command line",
    world: throughProgram({
      help: { stdout: EARLIER_HELP },
      version: { stderr: 'unknown\n', exit: 2 },
    }),
  },
  {
    ...WITH_PROGRAM,
    what: 'the program logs to stderr, in colours, and before its JSON',
    source: "the product's page on its command line (--verbose, --trace)",
    world: throughProgram({
      list: {
        stderr: '\u001b[2m2026-06-01T00:00:00Z\u001b[0m \u001b[32mINFO\u001b[0m asking\n',
        stdout: 'connecting\n{\n  "workspaces": []\n}\n',
      },
    }),
  },
  {
    ...WITH_PROGRAM,
    what: 'the program leaves a process of its own behind, which holds its output',
    source: 'a program that looks for updates in the background',
    world: throughProgram({ list: { does: 'sleep 60 &', stdout: '{"workspaces":[]}' } }),
  },
  {
    ...WITH_PROGRAM,
    what: 'a PATH with directories that are not there, and some that are not named in full',
    source: 'environ(7), PATH; golang/go, os/exec: ErrDot',
    world: throughProgram({ before: ['/nonexistent', 'relative', ''] }),
  },
  {
    area: 'host',
    what: 'an orchestrator URL, and no program on PATH',
    source: 'SDK users have no program (npm, @tonbo/artifacts)',
    world: knowing({}, { only: ['host/cli', 'orchestrator/*', 'auth/accepted'] }),
    passes: PASSES,
    warns: { 'host/cli': 'host/cli-missing' },
    exitCode: 0,
  },
]
