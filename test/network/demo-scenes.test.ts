import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SCENES } from '../demo/scenes.ts'
import { recordDoctor } from '../support/connection-recorder.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'

const ARGS = ['check', 'acme/demo', '--backend', 'byo', '--for', 'mount']

let setUp: SetUp
beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())

const configured = () =>
  [setUp.gate, setUp.redis, setUp.orchestrator].map(({ host, port }) => `${host}:${port}`)
/** The programs that look at this machine, and the product's own. */
const LOCAL = /^(\S*\/)?(node|artifacts|getent|findmnt|stat|sh|fusermount3?)( |$)/

describe('each scene of the demo', () => {
  it.each(SCENES.map((scene) => [scene.title, scene] as const))(
    '%s: only the servers of the set-up are turned to',
    async (_, { arrange, env, args = [] }) => {
      await arrange?.(setUp)
      const run = await recordDoctor([...ARGS, ...args], { env: { ...setUp.env, ...env } })
      expect([0, 1]).toContain(run.code)
      expect(run.connections.length).toBeGreaterThan(0)
      for (const to of run.connections) expect(configured()).toContain(to)
      expect(run.names).toEqual([])
      expect(run.datagrams).toEqual([])
      for (const program of run.programs) expect(program).toMatch(LOCAL)
    },
  )

  it('with --offline, nobody is, and the program is asked for its version alone', async () => {
    const run = await recordDoctor([...setUp.args, '--offline'], { env: setUp.env })
    expect(run).toMatchObject({ code: 0, connections: [], names: [], datagrams: [] })
    const ours = run.programs.filter((program) => /^\S*\/artifacts( |$)/.test(program))
    expect(ours.length).toBeGreaterThan(0)
    for (const program of ours) expect(program).toMatch(/ --version$/)
  })
})
