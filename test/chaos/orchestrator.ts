import type { Case, Expected } from './case.ts'
import { SLACK_MS } from './case.ts'
import { ASKED, plainScene } from './http.ts'
import { answer } from './s3.ts'

/** What the orchestrator says, and what must come of it. */
export interface JsonRow {
  readonly behaviour: string
  readonly status?: string
  readonly body: string
  readonly expected: Expected
}

/** Long enough to read all that is ever read. */
const TIMEOUT_MS = 8000

/** The cases of a table. */
export function jsonCases(rows: readonly JsonRow[]): readonly Case[] {
  return rows.map(({ behaviour, status = '200 OK', body, expected }) => ({
    client: 'orchestrator',
    stage: 'JSON',
    behaviour,
    expected,
    withinMs: TIMEOUT_MS + SLACK_MS,
    scene: () =>
      plainScene(
        'orchestrator',
        async (line) => {
          await line.upTo(ASKED)
          line.say(answer(status, body, 'content-type: application/json\r\n'))
          line.end()
        },
        TIMEOUT_MS,
      ),
  }))
}

const UNAUTHORIZED = '401 Unauthorized'

/** Answers of the orchestrator whose JSON is a trap. */
export const jsonRows: readonly JsonRow[] = [
  { behaviour: 'lists two million deep', body: '['.repeat(2_000_000), expected: 'could not tell' },
  {
    behaviour: 'objects half a million deep',
    body: `${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}`,
    expected: 'could not tell',
  },
  {
    behaviour: 'a million names',
    body: `{${Array.from({ length: 300_000 }, (_, n) => `"n${n}":1`).join(',')}}`,
    expected: 'could not tell',
  },
  { behaviour: '__proto__', body: '{"__proto__":{"workspaces":[]}}', expected: 'could not tell' },
  { behaviour: 'a null', body: 'null', expected: 'could not tell' },
  { behaviour: 'an empty list by itself', body: '[]', expected: 'could not tell' },
  { behaviour: 'an empty object', body: '{}', expected: 'could not tell' },
  { behaviour: 'blanks', body: ' \n ', expected: 'could not tell' },
  {
    behaviour: 'no content, where a list is asked for',
    status: '204 No Content',
    body: '',
    expected: 'could not tell',
  },
  {
    behaviour: 'the page of a login in place of JSON',
    body: '<!DOCTYPE html><title>Sign in</title><form><input name="code"></form>',
    expected: 'orchestrator/not-an-api',
  },
  { behaviour: 'a text', body: '"ok"', expected: 'could not tell' },
  { behaviour: 'numbers beyond all bounds', body: '{"a":1e999999}', expected: 'could not tell' },
  { behaviour: 'half an object', body: '{"workspaces":[', expected: 'could not tell' },
  {
    behaviour: 'a list of workspaces that is an object',
    body: '{"workspaces":{}}',
    expected: 'could not tell',
  },
  {
    behaviour: 'a code of a megabyte',
    status: UNAUTHORIZED,
    body: JSON.stringify({ code: 'x'.repeat(1_000_000), message: 'm' }),
    expected: 'could not tell',
  },
  {
    behaviour: 'a message of a megabyte',
    status: UNAUTHORIZED,
    body: JSON.stringify({ code: 'unauthorized', message: 'm '.repeat(500_000) }),
    expected: 'auth/unauthorized',
  },
  {
    behaviour: 'a code of control characters',
    status: UNAUTHORIZED,
    body: JSON.stringify({ code: '\u001b[2J\u0007\u0000', message: '' }),
    expected: 'could not tell',
  },
  {
    behaviour: 'a code that is a property of objects',
    status: UNAUTHORIZED,
    body: JSON.stringify({ code: 'constructor', message: 'm' }),
    expected: 'could not tell',
  },
  {
    behaviour: 'a code that is no text',
    status: UNAUTHORIZED,
    body: '{"code":{"toString":1},"message":[]}',
    expected: 'could not tell',
  },
]
