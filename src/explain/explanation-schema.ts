import { ID_PATTERN } from '../id.ts'

const text = { type: 'string' } as const

function object(required: Record<string, object>, optional: Record<string, object> = {}) {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  }
}

/** The JSON Schema (draft 2020-12) of an explanation, as `explain --format json` prints it. */
export const explanationSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'artifacts-doctor/explanation/v1',
  title: 'Explanation of artifacts-doctor',
  ...object({
    schema: { const: 'artifacts-doctor/explanation/v1' },
    matches: {
      type: 'array',
      description: 'The earliest error of the text first, bare statuses last.',
      items: object({
        cause: { type: 'string', pattern: ID_PATTERN },
        matched: { ...text, description: 'The code, the words or the status that led to it.' },
        title: text,
        why: text,
        fix: { type: 'array', items: object({ do: text }, { run: text }) },
        docs: { type: 'string', format: 'uri' },
        documented: { type: 'boolean' },
        owner: { enum: ['you', 'tonbo', 'provider'] },
      }),
    },
  }),
} as const
