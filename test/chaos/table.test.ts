import { describe, expect, it } from 'vitest'
import { startChaos } from '../support/chaos-server.ts'
import { SETTING } from '../support/set-up.ts'
import { type Case, type Expected, nameOf } from './case.ts'
import { ASKED, plainScene } from './http.ts'
import { judge } from './judge.ts'
import { askedOfRedis, wellBut as redisWellBut } from './redis.ts'
import { answer, wellBut as s3WellBut } from './s3.ts'
import { PASSWORD } from './secrets.ts'
import { table } from './table.ts'

describe('the chaos table', () => {
  it('has no two cases of one stage, behaviour and client', () => {
    const names = table.map(nameOf)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(names.length).toBeGreaterThan(400)
  })

  it('meets every client', () => {
    const met = (client: string) => table.filter((one) => one.client === client).length
    expect(Math.min(met('orchestrator'), met('s3'), met('redis'))).toBeGreaterThan(100)
  })

  it('expects a cause of most', () => {
    const unsure = table.filter(({ expected }) => expected === 'could not tell')
    expect(unsure.length).toBeLessThan(table.length / 2)
  })
})

describe('its judge', () => {
  const control = (client: Case['client'], expected: Expected, scene: Case['scene']) =>
    judge({ client, stage: 'control', behaviour: 'is well', expected, scene })
  const listing = (elsewhere: boolean) => () =>
    plainScene('orchestrator', async (line, at) => {
      await line.upTo(ASKED)
      if (elsewhere) await fetch(at.elsewhere).catch(() => {})
      line.say(answer('200 OK', '{"workspaces":[]}'))
      line.end()
    })

  it.each<[client: Case['client'], expected: Expected, scene: Case['scene']]>([
    ['orchestrator', 'could not tell', listing(false)],
    ['s3', 'storage/not-s3', () => plainScene('s3', s3WellBut({}))],
    [
      'redis',
      'network/reset',
      async () => {
        const setting = `$${Buffer.byteLength(SETTING)}\r\n${SETTING}\r\n`
        const server = await startChaos(
          redisWellBut({ STRLEN: ':9\r\n', GET: setting, TTL: ':-1\r\n' }),
        )
        const asked = askedOfRedis(`redis://:${PASSWORD}@127.0.0.1:${server.port}`)
        return { asked, stop: server.stop }
      },
    ],
  ])('complains of a server that is well: %s', async (client, expected, scene) => {
    // The first run waits for the libraries of its client.
    await control(client, expected, scene)
    expect((await control(client, expected, scene))[0]).toBe('the verdict is healthy')
  })

  it('complains of a connection to a server that nobody configured', async () => {
    const wrong = await control('orchestrator', 'could not tell', listing(true))
    expect(wrong.join()).toMatch(/went elsewhere/)
  })

  it('complains of another cause, of too long a run and of a crash', async () => {
    const silent = { client: 's3', stage: 'control', behaviour: 'is silent' } as const
    const scene = () => plainScene('s3', () => {})
    const late = await judge({ ...silent, scene, expected: 'network/reset', withinMs: 1 })
    expect(late.join()).toMatch(/said network\/timeout, not network\/reset.*took \d+ ms/s)
    const crash = await judge({
      ...silent,
      scene: async () => {
        const inner = await scene()
        return { ...inner, asked: { ...inner.asked, only: ['no/such-check'] } }
      },
      expected: 'network/timeout',
    })
    expect(crash.join()).toMatch(/the run crashed/)
  })
})
