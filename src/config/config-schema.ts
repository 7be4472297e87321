import { ID_PATTERN } from '../id.ts'
import type { Schema } from '../schema-fault.ts'
import { settingKeys, settingSpecs } from '../settings/settings.ts'

/** The settings that a file may hold: every one but secrets and the workspace. */
export const fileSettingKeys = settingKeys.filter(
  (key) => !settingSpecs[key].secret && key !== 'workspace',
)

const globs = (description: string): Schema => ({
  type: 'array',
  description,
  items: { type: 'string', minLength: 1, maxLength: 200 },
  maxItems: 200,
})

const duration = (description: string): Schema => ({
  type: 'string',
  description,
  pattern: '^[0-9]{1,9}(\\.[0-9]{1,3})?(ms|s|m)$',
  examples: ['10s'],
})

const waiver: Schema = {
  type: 'object',
  description: 'A cause that is known and tolerated until a day: it is shown, and fails no run.',
  required: ['cause', 'reason', 'until'],
  properties: {
    cause: {
      type: 'string',
      pattern: ID_PATTERN,
      description: 'The id of a cause.',
      examples: ['storage/list-denied'],
    },
    check: {
      type: 'string',
      pattern: ID_PATTERN,
      description: 'Only where this check names it.',
      examples: ['storage/list'],
    },
    reason: { type: 'string', minLength: 1, maxLength: 500, description: 'Why it is tolerated.' },
    until: {
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'The last day on which it counts, in UTC.',
      examples: ['2027-01-31'],
    },
  },
  additionalProperties: false,
}

/** What counts in any configuration, also in one that was merely found. */
const always = {
  checks: {
    type: 'object',
    description: 'Which checks run, as --only, --skip and --require say it.',
    properties: {
      only: globs('Run only these, and what they need.'),
      skip: globs('Switched off.'),
      require: globs('Must not stay undetermined.'),
    },
    additionalProperties: false,
  },
  severities: {
    type: 'object',
    description: 'How bad a cause is, by its id, in place of what the catalogue says.',
    propertyNames: { pattern: ID_PATTERN },
    additionalProperties: { type: 'string', enum: ['warn', 'fail'] },
  },
  waivers: { type: 'array', items: waiver, maxItems: 200 },
  timeouts: {
    type: 'object',
    properties: {
      timeout: duration('For each check and attempt, as --timeout.'),
      deadline: duration('For the whole run, as --deadline.'),
      wait: duration('For what may clear by itself, as --wait.'),
    },
    additionalProperties: false,
  },
} satisfies Record<string, Schema>

/** What counts only in a file that is named with `--config`. */
const named = {
  failOn: {
    type: 'string',
    enum: ['warn', 'fail', 'never'],
    description: 'What makes the exit code 1, as --fail-on. Only in a file named with --config.',
  },
  settings: {
    type: 'object',
    description: 'Values of settings, never secrets. Only in a file named with --config.',
    properties: Object.fromEntries(
      fileSettingKeys.map((key): [string, Schema] => {
        const { help, choices, mayBeEmpty } = settingSpecs[key]
        const filled = mayBeEmpty ? {} : { minLength: 1 }
        const chosen = choices === undefined ? filled : { enum: choices }
        return [key, { type: 'string', description: help, ...chosen }]
      }),
    ),
    additionalProperties: false,
  },
} satisfies Record<string, Schema>

/** The JSON Schema (2020-12) of a config file; the very one that files are held against. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://github.com/tonbo-io/artifacts-doctor/schemas/config-v1.json',
  title: 'A configuration of artifacts-doctor',
  description:
    'artifacts-doctor.config.json or .yaml, found upwards from the working directory or named with --config.',
  type: 'object',
  properties: {
    $schema: { type: 'string', description: 'Where editors find this schema.' },
    ...always,
    ...named,
    plugins: {
      type: 'array',
      description:
        'Plug-ins: paths from this file (./…) or packages. Only in a file named with --config.',
      items: { type: 'string', minLength: 1, maxLength: 1000 },
      maxItems: 50,
    },
    profiles: {
      type: 'object',
      description: 'Further configurations, one of which --profile lays over this one.',
      additionalProperties: {
        type: 'object',
        properties: { ...always, ...named },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const satisfies Schema & Record<'$schema' | '$id' | 'title', string>

/** The keys that a file which was merely found must not hold. */
export const namedOnly: readonly string[] = [...Object.keys(named), 'plugins']
