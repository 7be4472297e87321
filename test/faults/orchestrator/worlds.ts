import type { ArtifactsProgramFile, ProgramOptions } from '../../support/artifacts-program.ts'
import { artifactsProgram } from '../../support/artifacts-program.ts'
import {
  type Answer,
  type Rule,
  type SeenRequest,
  startFaultProxy,
} from '../../support/fault-proxy.ts'
import { type OrchestratorOptions, startOrchestrator } from '../../support/orchestrator-server.ts'
import { freshToken } from '../../support/set-up.ts'
import type { World } from '../line.ts'

/** A world whose orchestrator is asked over HTTP, and what it was asked. */
export interface HttpWorld extends World {
  readonly requests: readonly SeenRequest[]
}

/** What a line may ask of its world beside its faults. */
export type Changes = Partial<Omit<World, 'left' | 'stop'>>

/** What the lines of the orchestrator look at; the rest comes with what these need. */
const ONLY = ['orchestrator/*', 'auth/accepted']

/** The product's machine key, in its form and of nobody. */
export const API_KEY = 'tbo_00112233445566778899aabbccddeeff'

/** An orchestrator that answers as documented, for whoever holds `API_KEY`. */
export function knowing(
  options: Partial<OrchestratorOptions> = {},
  { flags, env, ...others }: Changes = {},
) {
  return async (): Promise<HttpWorld> => {
    const server = await startOrchestrator({
      tokens: [API_KEY],
      handle: 'acme',
      workspaces: { demo: { status: 'active' } },
      ...options,
    })
    return {
      only: ONLY,
      flags: { orchestratorUrl: server.url, ...flags },
      env: { TONBO_API_KEY: API_KEY, ...env },
      ...others,
      requests: server.requests,
      left: async () => server.violations,
      stop: () => server.stop(),
    }
  }
}

/** A server that answers everything in one way, or does something else with a request. */
export function answering(
  given: Answer | readonly Rule[],
  { flags, env, ...others }: Changes = {},
) {
  return async (): Promise<HttpWorld> => {
    const rules: readonly Rule[] = 'status' in given ? [{ do: { answer: given } }] : given
    const server = await startFaultProxy(undefined, rules)
    return {
      only: ONLY,
      flags: { orchestratorUrl: server.endpoint, ...flags },
      env: { TONBO_API_KEY: API_KEY, ...env },
      ...others,
      requests: server.requests,
      left: async () =>
        server.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method),
      stop: () => server.stop(),
    }
  }
}

/** An error of the orchestrator's in its documented form. */
export function refusal(status: number, code: string, message = ''): Answer {
  return json(status, { code, message })
}

/** An answer of JSON. */
export function json(status: number, body: object, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

/** A page, as gateways and portals send it. */
export function page(status: number, text: string, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: `<html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`,
  }
}

/** No orchestrator URL, and the `artifacts` program on PATH in its place. */
export function throughProgram(
  options: ProgramOptions = {},
  { flags, env, ...others }: Changes = {},
) {
  return async (): Promise<World> =>
    onPath(await artifactsProgram(options), { flags, env, ...others })
}

/** The same, of a program that is there already. */
export function onPath(program: ArtifactsProgramFile, { flags, env, ...others }: Changes): World {
  return {
    only: ['host/cli', ...ONLY],
    flags: { ...flags },
    env: { ...program.env, TONBO_API_KEY: freshToken(), ...env },
    ...others,
    left: async () => (await program.written('unexpected')).split('\n').filter(Boolean),
    stop: () => program.stop(),
  }
}
