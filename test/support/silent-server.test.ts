import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { canUnshare, withSilentNameServer } from './silent-name-server.ts'
import { startSilent } from './silent-server.ts'
import { started } from './started.ts'

describe('silent servers', () => {
  it('accept, greet if told to, and never answer', async () => {
    const silent = await started(startSilent({ greeting: 'SSH-2.0-x\r\n' }))
    const socket = connect(silent.port, silent.host)
    let heard = ''
    socket.setEncoding('utf8').on('data', (data) => {
      heard += data
    })
    socket.write('PING\r\n')
    await sleep(200)
    expect(heard).toBe('SSH-2.0-x\r\n')
    expect(silent.connections()).toBe(1)
    socket.on('error', () => {})
    await silent.stop()
    expect(await text(socket).catch(() => '')).toBe('')
  })

  it.skipIf(!canUnshare())('leave names without an answer, but for /etc/hosts', async () => {
    const before = readFileSync('/etc/resolv.conf', 'utf8')
    const resolve = (name: string) =>
      withSilentNameServer(['timeout', '1', 'getent', 'ahosts', name], { MARK: 'seen' })
    const [known, unknown] = await Promise.all([resolve('localhost'), resolve('a.example')])
    expect(known.stdout).toContain('127.0.0.1')
    expect(unknown).toMatchObject({ code: 124, stdout: '' })
    expect(unknown.ms).toBeGreaterThan(900)
    const shown = await withSilentNameServer(['sh', '-c', 'echo $MARK; cat /etc/resolv.conf'], {
      MARK: 'seen',
    })
    expect(shown.stdout).toMatch(/^seen\nnameserver 127\.\d+\.\d+\.\d+\n$/)
    expect(readFileSync('/etc/resolv.conf', 'utf8')).toBe(before)
  })
})
