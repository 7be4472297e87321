import type { Answer, Rule } from '../../support/fault-proxy.ts'

/** An error of the orchestrator, in the form that its pages document. */
export function refused(status: number, code: string, message = code): Answer {
  return json(status, { code, message })
}

/** An answer of the orchestrator. */
export function json(status: number, body: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** Every request gets this answer. */
export function always(answer: Answer): readonly Rule[] {
  return [{ do: { answer } }]
}

/** What is asked of `acme/demo` itself gets this answer. */
export function ofDemo(answer: Answer): readonly Rule[] {
  return [{ when: ({ path }) => path === '/workspaces/acme/demo', do: { answer } }]
}

/** The page of a network that wants a login before it lets anybody out. */
export const PORTAL: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><html><head><title>Welcome, guest</title></head><body>Accept</body></html>',
}
