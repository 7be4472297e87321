import type { Schema } from '../schema-fault.ts'

const id: Schema = {
  type: 'string',
  pattern: '^[a-z][a-z0-9-]{0,60}/[a-z0-9][a-z0-9-]{0,60}$',
  examples: ["'acme/vpn'"],
}
const text: Schema = { type: 'string', minLength: 1, maxLength: 2000 }
/** A character of a URI but for brackets and # (RFC 3986 § 2): the schema of a report wants URIs. */
const URI = '(?:[A-Za-z0-9._~:/?@!$&()*+,;=-]|%[0-9A-Fa-f]{2})'
const yes: Schema = { type: 'boolean' }
const ids: Schema = {
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: 200 },
  maxItems: 1000,
}

const check: Schema = {
  type: 'object',
  required: ['id', 'title', 'run'],
  properties: {
    id,
    title: { type: 'string', minLength: 1, maxLength: 200 },
    needs: ids,
    after: ids,
    network: yes,
    writes: yes,
    whileWaiting: yes,
    rounds: { type: 'integer', minimum: 1, maximum: 100 },
    run: {},
  },
  additionalProperties: false,
}

const cause: Schema = {
  type: 'object',
  required: ['title', 'why', 'fix', 'docs', 'documented', 'owner'],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 200 },
    why: text,
    fix: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: {
        type: 'object',
        required: ['do'],
        properties: { do: text, run: text, when: text },
        additionalProperties: false,
      },
    },
    docs: {
      type: 'string',
      pattern: `^https?://${URI}+(?:#${URI}*)?$`,
      maxLength: 2000,
      examples: ['https://example.com/vpn'],
    },
    documented: yes,
    refines: { type: 'string' },
    warning: yes,
    transient: yes,
    passing: {
      type: 'object',
      required: ['as'],
      properties: { as: id, after: yes },
      additionalProperties: false,
    },
    first: yes,
    consequenceOf: ids,
    foundBy: ids,
    intent: { type: 'string', enum: ['create', 'mount'] },
    owner: { type: 'string', enum: ['you', 'tonbo', 'provider'] },
    match: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        properties: {
          code: text,
          message: { type: 'array', items: text, maxItems: 100 },
          bare: yes,
          backend: { type: 'string', enum: ['managed', 'byo'] },
          vague: yes,
          open: yes,
          from: { type: 'string', enum: ['storage', 'orchestrator'] },
          status: { type: 'integer', minimum: 100, maximum: 599 },
          text: { type: 'string', minLength: 3, maxLength: 500 },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
}

/** What a plug-in exports, but for `run`, which is code. */
export const pluginSchema: Schema = {
  type: 'object',
  required: ['name', 'checks', 'causes'],
  properties: {
    name: {
      type: 'string',
      pattern: '^[@A-Za-z0-9][A-Za-z0-9@/._-]{0,99}$',
      examples: ['acme-checks'],
    },
    checks: { type: 'array', items: check, maxItems: 10_000 },
    causes: {
      type: 'object',
      additionalProperties: cause,
    },
  },
  additionalProperties: false,
}
