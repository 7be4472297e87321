import fc from 'fast-check'
import type { BundleContent } from '../../../src/bundle/document.ts'
import { jwt } from '../../support/jwt.ts'
import { ended, sampleCause, sampleReport, sampleSettings } from '../samples.ts'

/** A secret in a text, as somebody wrote it, and the part of it that must not be seen. */
export interface Plant {
  readonly text: string
  readonly core: string
  /** Whether the run knows it. */
  readonly known: boolean
}

/** A bundle before it is made, with all that is planted in it. */
export interface Planted {
  readonly plants: readonly Plant[]
  readonly known: readonly string[]
  readonly places: Readonly<Record<Place, string>>
}

const PLACES = [
  'evidence',
  'title',
  'reason',
  'setting',
  'fix',
  'leftover',
  'log',
  'logName',
  'mountSource',
  'mountOption',
  'variable',
  'otherVariable',
  'triage',
] as const
type Place = (typeof PLACES)[number]

const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ'
const unit = fc.constantFrom(...LETTERS, ...'23456789')
const drawn = fc.noShrink(
  fc
    .tuple(
      fc.string({ unit, minLength: 14, maxLength: 36 }),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 3 }),
      fc.string({ unit, minLength: 6, maxLength: 8 }),
    )
    .map((parts) => parts.join('')),
)

const key = (core: string) =>
  core
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .padEnd(16, 'Q7')
    .slice(0, 16)
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** What looks like a secret, of every shape. */
const SHAPES: readonly ((core: string) => Omit<Plant, 'known'>)[] = [
  (core) => ({ text: `tbo_${core}`, core }),
  (core) => ({ text: `art_${core}`, core }),
  (core) => {
    const text = jwt({ sub: core, exp: 1 })
    return { text, core: text.split('.')[1] ?? '' }
  },
  (core) => ({ text: `AKIA${key(core)}`, core: key(core) }),
  (core) => ({ text: `ASIA${key(core)}`, core: key(core) }),
  (core) => ({ text: `tsec_${core}`, core }),
  (core) => ({ text: `Authorization: Bearer ${core}`, core }),
  (core) => ({ text: `Proxy-Authorization: Basic ${core}`, core }),
  (core) => ({ text: `"authorization":"${core}"`, core }),
  (core) => ({ text: `redis://:${core}@cache.example:6379/0`, core }),
  (core) => ({ text: `https://ada:${core}@git.example/x?y=z`, core }),
  (core) => ({ text: `Get "https://s3.example/k?X-Amz-Signature=${core}&x=1": EOF`, core }),
  (core) => ({ text: `https://h.example/?a=1&token=${core}`, core }),
]

/** What a log alone is looked through for: values under the names of secrets. */
const NAMED: readonly ((core: string) => Omit<Plant, 'known'>)[] = [
  (core) => ({ text: `export MINIO_ROOT_PASSWORD=${core}`, core }),
  (core) => ({ text: `{"SecretKey":"${core}","Name":"demo"}`, core }),
  (core) => ({ text: `client_secret: '${core}'`, core }),
  (core) => ({ text: `mc alias set x --secret-key ${core} `, core }),
]

/** What becomes of a text on its way through programs. */
const WAYS: readonly ((text: string, at: number) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => base64(text),
  (text) => base64(`{"detail":"${text}"}`),
  (text) => base64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
  (text) => JSON.stringify({ body: JSON.stringify({ error: JSON.stringify({ said: text }) }) }),
  (text) => `\u001b[31m${text}\u001b[0m`,
  (text, at) => `${text.slice(0, at)}\u001b[1m\u001b[K${text.slice(at)}`,
  (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;'),
  (text) => `    at fetch (file:///srv/app.js?x=${text}:17:3)\n    at main`,
  (text) => `curl: (22) The requested URL returned error: 403 '${text}'`,
]

/** A line broken by a terminal or a mailer: of what ends by itself, and of what is known. */
const broken = (text: string, at: number) => `${text.slice(0, at)}\n${text.slice(at)}`

const plant = (shapes: typeof SHAPES) =>
  fc.record({
    core: drawn,
    shape: fc.constantFrom(...shapes),
    way: fc.constantFrom(...WAYS),
    at: fc.integer({ min: 1, max: 14 }),
  })

const shaped = plant(SHAPES).map(({ core, shape, way, at }): Plant => {
  const made = shape(core)
  return { text: way(made.text, at), core: made.core, known: false }
})
const inTwo = plant(SHAPES.slice(0, 3)).map(({ core, shape, at }): Plant => {
  const made = shape(core)
  return { text: broken(made.text, at + 3), core: made.core, known: false }
})
const named = plant(NAMED).map(({ core, shape }): Plant => ({ ...shape(core), known: false }))
const known = plant([(core) => ({ text: core, core })]).chain(({ core, way, at }) =>
  fc
    .boolean()
    .map((split): Plant => ({ text: split ? broken(core, at) : way(core, at), core, known: true })),
)

const words = fc.constantFrom(
  'PUT /cases/acme/demo/testing 403',
  '2026-11-27T07:00:00.123Z level=error msg="upload failed"',
  'Caused by:',
  '{"level":"warn","n":12345678}',
  'x-amz-request-id: 4442587FB7D0A2F9',
  '',
)
const glue = fc.constantFrom(' ', '\n', '\t', ' "', ", '", ' (', ' | ')

/** A random bundle: one to five secrets, each in a place of its own choosing, among other words. */
export const bundles = fc
  .array(
    fc.tuple(
      fc.constantFrom<Place>(...PLACES),
      fc.oneof({ weight: 4, arbitrary: shaped }, { weight: 3, arbitrary: known }, inTwo, named),
      words,
      glue,
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((all): Planted => {
    const places = Object.fromEntries(PLACES.map((place) => [place, ''])) as Record<Place, string>
    for (const [wanted, one, before, between] of all) {
      // Only in a log are such names looked for.
      const place = NAMED_TEXT.test(one.text) && !one.known ? 'log' : wanted
      places[place] += `${before}${between}${one.text}\n`
    }
    const plants = all.map(([, one]) => one)
    return { plants, places, known: plants.flatMap((one) => (one.known ? [one.core] : [])) }
  })

const NAMED_TEXT = /^(export|\{"Secret|client_secret|mc alias)/

/** The content of a planted bundle but its logs, as a run would have handed it over. */
export function contentOf(places: Planted['places']): Omit<BundleContent, 'logs'> {
  const { evidence, title, reason, setting, fix, leftover } = places
  const report = sampleReport(
    [
      { ...ended.fail('a/fail', 'a/trouble', { said: evidence, path: `/tmp/${evidence}` }), title },
      { ...ended.error('a/error'), reason } as ReturnType<typeof ended.error>,
    ],
    { 'a/trouble': sampleCause({ fix: [{ do: `Look at ${fix}`, run: `cat ${fix}` }] }) },
    {
      settings: sampleSettings({
        bucket: { value: setting, source: '--bucket', ignored: setting },
      }),
      leftovers: [leftover],
    },
  )
  const first = { file: 'logs/run.log', line: 1, text: places.triage }
  return {
    report,
    environment: {
      schema: 'artifacts-doctor/environment/v1',
      versions: {},
      machine: {},
      variables: { TERM: `set: ${places.variable}` },
      note: '',
    },
    mountinfo: `22 27 0:21 / /mnt rw - fuse.juicefs ${escaped(places.mountSource)} rw,password=${escaped(places.mountOption)}\n`,
    triage: {
      schema: 'artifacts-doctor/triage/v1',
      lines: 1,
      bytes: 1,
      rootCauses: [],
      consequences: [],
      unexplained: [{ text: places.triage, count: 1, first }],
      questions: [],
    },
    createdAt: new Date('2026-11-27T07:00:00Z'),
  }
}

/** As the kernel writes it (proc_pid_mountinfo(5)). */
function escaped(text: string): string {
  return text.replace(/[ \t\n\\]/g, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`)
}
