import { ID_PATTERN } from '../id.ts'

const strings = { type: 'array', items: { type: 'string' } } as const
const id = { type: 'string', pattern: ID_PATTERN } as const
const count = { type: 'integer', minimum: 0 } as const
const evidence = {
  type: 'object',
  description: 'Facts that were seen; never a secret.',
  additionalProperties: { type: ['string', 'number', 'boolean'] },
} as const
const waived = {
  type: 'object',
  description: 'A waiver of the configuration covers it: it fails no run.',
  required: ['reason', 'until'],
  properties: { reason: { type: 'string' }, until: { type: 'string' } },
} as const
const ran = {
  startMs: count,
  durationMs: count,
  attempts: { type: 'integer', minimum: 1 },
} as const

/** A check of one or more statuses: what it must carry, and what it may. */
function result(
  statuses: readonly string[],
  required: Record<string, object>,
  optional: Record<string, object> = {},
) {
  const base = { id, title: { type: 'string' }, status: { enum: statuses } }
  return {
    type: 'object',
    required: ['id', 'title', 'status', ...Object.keys(required)],
    properties: { ...base, ...required, ...optional, needs: { type: 'array', items: id } },
    additionalProperties: false,
  }
}

const check = {
  oneOf: [
    result(['pass'], { evidence, ...ran }),
    result(
      ['warn', 'fail'],
      { cause: id, evidence, ...ran },
      { alternatives: { type: 'array', items: id }, waived },
    ),
    result(['error'], { reason: { type: 'string' }, ...ran }, { evidence }),
    result(['blocked'], { blockedBy: { type: 'array', items: id, minItems: 1 } }),
    result(
      ['skip'],
      { reason: { type: 'string' } },
      { missing: { type: 'string' }, ruledOut: { const: true } },
    ),
  ],
} as const

const rootCause = {
  type: 'object',
  required: [
    'cause',
    'severity',
    'checks',
    'unblocks',
    'title',
    'why',
    'fix',
    'docs',
    'documented',
    'transient',
    'owner',
    'alternatives',
  ],
  properties: {
    cause: id,
    severity: { enum: ['fail', 'warn'] },
    checks: { type: 'array', items: id, minItems: 1 },
    unblocks: { type: 'array', items: id },
    title: { type: 'string' },
    why: { type: 'string' },
    fix: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['do'],
        properties: { do: { type: 'string' }, run: { type: 'string' } },
      },
    },
    docs: { type: 'string', format: 'uri' },
    documented: { type: 'boolean' },
    documentedAs: {
      type: 'object',
      required: ['cause'],
      properties: { seen: { type: 'string' }, cause: id },
    },
    transient: { type: 'boolean' },
    owner: { enum: ['you', 'tonbo', 'provider'] },
    alternatives: { type: 'array', items: id },
    waived,
    severityFrom: { type: 'string' },
  },
} as const

const setting = {
  oneOf: [
    {
      type: 'object',
      required: ['value', 'source'],
      properties: {
        value: { type: 'string' },
        source: { type: 'string' },
        ignored: { type: 'string' },
      },
    },
    {
      type: 'object',
      required: ['present', 'source'],
      properties: { present: { const: true }, source: { type: 'string' } },
    },
  ],
} as const

const statuses = ['pass', 'warn', 'fail', 'blocked', 'skip', 'error'] as const

/** The JSON Schema (2020-12) of `--format json`. Fields may be added; none is removed or changes its meaning. */
export const reportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://github.com/tonbo-io/artifacts-doctor/schemas/report-v1.json',
  title: 'A report of artifacts-doctor',
  type: 'object',
  required: [
    'schema',
    'doctor',
    'startedAt',
    'durationMs',
    'verdict',
    'exitCode',
    'settings',
    'summary',
    'rootCauses',
    'checks',
  ],
  properties: {
    schema: { const: 'artifacts-doctor/report/v1' },
    doctor: { type: 'object', required: ['version'], properties: { version: { type: 'string' } } },
    startedAt: { type: 'string', format: 'date-time' },
    durationMs: count,
    verdict: { enum: ['healthy', 'warnings', 'unhealthy', 'undetermined'] },
    exitCode: { enum: [0, 1, 2, 3, 130, 143] },
    config: {
      type: 'object',
      description: 'The configuration that counted.',
      required: ['path', 'source'],
      properties: {
        path: { type: 'string' },
        source: { enum: ['--config', 'found'] },
        profile: { type: 'string' },
      },
    },
    settings: { type: 'object', additionalProperties: setting },
    summary: {
      type: 'object',
      required: statuses,
      properties: Object.fromEntries(statuses.map((status) => [status, count])),
    },
    rootCauses: { type: 'array', items: rootCause },
    undetermined: strings,
    writes: { type: 'string' },
    leftovers: strings,
    interrupted: { enum: ['SIGINT', 'SIGTERM'] },
    checks: { type: 'array', items: check },
  },
} as const
