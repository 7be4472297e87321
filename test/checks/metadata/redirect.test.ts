import { describe, expect, it, onTestFinished } from 'vitest'
import { scripted } from '../../faults/metadata/worlds-servers.ts'
import { startRawRedis } from '../../secrets/raw-redis.ts'
import { freePort } from '../../support/free-port.ts'
import { evidence, findings, runChecks } from '../../support/run-check.ts'
import { SETTING } from '../../support/set-up.ts'
import { startSilent } from '../../support/silent-server.ts'
import { started } from '../../support/started.ts'

/** What the setting check finds where every question for a key is answered with this. */
async function sentOn(reply: string, timeoutMs = 10_000) {
  const world = await scripted({ STRLEN: reply, GET: reply })()
  onTestFinished(() => world.stop())
  const { flags, env } = world
  return runChecks({ only: ['metadata/setting'], flags, env, timeoutMs })
}

describe('a key that another node has', () => {
  it('is asked for there, with the same login', async () => {
    const heard: string[] = []
    const node = await started(
      startRawRedis((command, args) => {
        heard.push([command, ...args].join(' '))
        if (command === 'STRLEN') return `:${SETTING.length}\r\n`
        return command === 'GET' ? `$${SETTING.length}\r\n${SETTING}\r\n` : '+OK\r\n'
      }),
    )
    const moved = `-MOVED 1716 127.0.0.1:${node.port}\r\n`
    const world = await scripted({ STRLEN: moved, GET: moved }, { login: 'session:pw@' })()
    onTestFinished(() => world.stop())
    const { flags, env } = world
    const results = await runChecks({ only: ['metadata/setting'], flags, env })
    expect(findings(results)).toEqual({})
    expect(heard[0]).toBe('AUTH session pw')
    expect(heard).toContain('GET {u_1_w_1}:setting')
  })

  it('is asked for on another port of the same host where none is named', async () => {
    const port = await freePort()
    const results = await sentOn(`-MOVED 1716 :${port}\r\n`)
    const seen = { host: '127.0.0.1', port, stage: 'tcp', code: 'ECONNREFUSED' }
    expect(findings(results)).toEqual({ 'metadata/setting': 'fail metadata/redirect-unreachable' })
    expect(evidence(results, 'metadata/setting')).toMatchObject(seen)
    expect(results['metadata/setting']).toMatchObject({ alternatives: ['network/refused'] })
  })

  it('is network/timeout where that node accepts and says nothing', async () => {
    const silent = await started(startSilent())
    const results = await sentOn(`-MOVED 1716 127.0.0.1:${silent.port}\r\n`, 2000)
    expect(findings(results)).toEqual({ 'metadata/setting': 'fail network/timeout' })
    const seen = { port: silent.port, stage: 'first-byte', sentBy: expect.any(String) }
    expect(evidence(results, 'metadata/setting')).toMatchObject(seen)
  })

  it.each([
    ['sends on again', '-MOVED 1716 127.0.0.1:9\r\n'],
    ['is to be asked in passing', '-ASK 1716 127.0.0.1:9\r\n'],
    ['is on its way', '-TRYAGAIN Multiple keys request during rehashing of slot\r\n'],
  ])('could not be told where it %s', async (what, reply) => {
    const node = await started(
      startRawRedis((name) => (/STRLEN|GET/.test(name) ? reply : '+OK\r\n')),
    )
    const first = what === 'sends on again' ? `-MOVED 1716 127.0.0.1:${node.port}\r\n` : reply
    expect(findings(await sentOn(first))).toEqual({ 'metadata/setting': 'error' })
  })
})
