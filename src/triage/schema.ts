import { ID_PATTERN } from '../id.ts'

const text = { type: 'string' } as const
const id = { type: 'string', pattern: ID_PATTERN } as const
const count = { type: 'integer', minimum: 0 } as const
const several = { type: 'integer', minimum: 1 } as const

function object(required: Record<string, object>, optional: Record<string, object> = {}) {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  }
}

const list = (items: object) => ({ type: 'array', items })
const sighting = object({ file: text, line: several, text })

const triaged = (more: Record<string, object>) =>
  object(
    {
      cause: id,
      severity: { enum: ['fail', 'warn'] },
      count: several,
      first: sighting,
      last: sighting,
      ...more,
      title: text,
      why: text,
      fix: list(object({ do: text }, { run: text })),
      docs: { type: 'string', format: 'uri' },
      documented: { type: 'boolean' },
      transient: { type: 'boolean' },
      owner: { enum: ['you', 'tonbo', 'provider'] },
      alternatives: list(id),
    },
    { documentedAs: object({ cause: id }, { seen: text }) },
  )

/** The JSON Schema (draft 2020-12) of a triage, as `triage --format json` prints it. */
export const triageSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://github.com/tonbo-io/artifacts-doctor/schemas/triage-v1.json',
  title: 'Triage of artifacts-doctor',
  ...object(
    {
      schema: { const: 'artifacts-doctor/triage/v1' },
      lines: { ...count, description: 'Of all inputs, as they are once unpacked.' },
      bytes: count,
      rootCauses: {
        ...list(triaged({})),
        description:
          'What explains all failures first, then failures before warnings, then words and codes before bare statuses, then what was seen most often, then what was seen first.',
      },
      consequences: list(triaged({ consequenceOf: { ...list(id), minItems: 1 } })),
      unexplained: {
        ...list(object({ text, count: several, first: sighting })),
        description:
          'Lines that look like errors and match nothing, numbers and ids folded, most frequent first.',
      },
      questions: {
        ...list(object({ ask: text }, { run: text })),
        description: 'What to ask whoever sent the inputs.',
      },
    },
    { notes: { ...list(text), description: 'What was cut off, unreadable or not looked into.' } },
  ),
} as const
