import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseObject } from '../../checks/json-object.ts'
import { errorIn, workspacesIn } from '../../checks/orchestrator/json-reply.ts'
import { readProgram } from '../../checks/orchestrator/program-reply.ts'
import { holds, pasted, RUNS } from './pasted.ts'

describe('what the orchestrator and its program say', () => {
  const workspace = fc.dictionary(
    fc.constantFrom('name', 'state', 'status', 'handle', 'storage', '__proto__', 'x'),
    fc.jsonValue(),
  )
  const json = fc.dictionary(
    fc.constantFrom(
      'code',
      'message',
      'error',
      'existing',
      'workspaces',
      'workspace',
      'name',
      'state',
      'next',
      'has_more',
    ),
    fc.oneof(fc.jsonValue(), workspace, fc.array(workspace, { maxLength: 3 })),
  )

  it('is read, whatever the JSON', () => {
    holds(json, (given) => {
      const object = parseObject(JSON.stringify(given)) ?? {}
      expect(typeof (errorIn(object)?.code ?? '')).toBe('string')
      expect(['list', 'workspace', undefined]).toContain(workspacesIn(object)?.kind)
    })
  })

  it('is read, whatever was printed', async () => {
    const printed = fc.oneof(
      json.map((one) => `log\n ${JSON.stringify(one)}`),
      pasted(
        '{',
        '}',
        '\n',
        '"code":',
        'workspace_exists',
        ': ',
        'unauthorized',
        '401 unauthorized',
        'not logged in',
        'token expired',
      ),
    )
    await fc.assert(
      fc.asyncProperty(printed, printed, fc.nat(2), async (stdout, stderr, code) => {
        const answer = { kind: 'exited', code, signal: null, stdout, stderr } as never
        const { kind } = await readProgram(answer)
        expect(['list', 'workspace', 'error', 'trouble', 'unknown']).toContain(kind)
      }),
      RUNS,
    )
  })
})
