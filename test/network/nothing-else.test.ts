import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot, runProgram } from '../support/doctor.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import type { Seen } from './scenario.ts'
import { asking, controls, silentRuns } from './scenarios.ts'

/** A machine that has no network but itself, where every address in the world is its own. */
const OWN_NETWORK = ['unshare', '--net', '--mount', 'sh', '-c']
const SET_UP = [
  'ip link set lo up',
  'ip route add local 0.0.0.0/0 dev lo',
  'mount --bind "$0" /etc/resolv.conf',
]
const command = (resolvers: string, ...program: readonly string[]) => [
  ...OWN_NETWORK,
  `${SET_UP.join(' && ')} && exec "$@"`,
  resolvers,
  ...program,
]

function mayHaveOne(): boolean {
  const [program = '', ...args] = command('/etc/hosts', 'true')
  return process.getuid?.() === 0 && spawnSync(program, args).status === 0
}

// It takes root and iproute2, as the containers of CI have them.
describe.skipIf(!mayHaveOne())('on a machine that sees whatever is sent', () => {
  const seen = new Map<string, Seen>()
  beforeAll(async () => {
    const directory = await temporaryDirectory()
    const resolvers = join(directory.path, 'resolv.conf')
    await writeFile(resolvers, 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n')
    const inside = join(repositoryRoot, 'dist/test/network/inside.js')
    const run = await runProgram(command(resolvers, process.execPath, inside))
    await directory.remove()
    for (const line of run.stdout.split('\n').filter((text) => text !== ''))
      seen.set(...(JSON.parse(line) as [string, Seen]))
    expect(run.stderr).toBe('')
  }, 240_000)

  const of = (title: string): Seen => {
    const found = seen.get(title)
    if (found === undefined) throw new Error(`nothing was seen of '${title}'`)
    return found
  }

  it.each(asking.map(({ title, ...scenario }) => [title, scenario] as const))(
    '%s: nobody is reached but who was asked for',
    (title, { reaches = [], named = [], root, code }) => {
      const { reached, looked, unseenConnections, unseenDatagrams, stdout, secretsAt } = of(title)
      expect(reached).toEqual([...reaches].sort())
      expect(looked).toEqual(namesIn(reaches))
      expect({ unseenConnections, unseenDatagrams }).toEqual(NOTHING_UNSEEN)
      for (const host of named) expect(stdout).toContain(host)
      expect(secretsAt.join()).not.toContain('other.example.test')
      if (root !== undefined) expect(JSON.parse(stdout).rootCauses[0]?.cause).toBe(root)
      if (code !== undefined) expect(of(title).code).toBe(code)
    },
  )

  it.each(silentRuns.map(({ title }) => title))('%s: nothing is sent', (title) => {
    const { reached, looked, unseenConnections, unseenDatagrams } = of(title)
    expect({ reached, looked }).toEqual({ reached: [], looked: [] })
    expect({ unseenConnections, unseenDatagrams }).toEqual(NOTHING_UNSEEN)
    expect(of(title).code).not.toBeNull()
  })

  it('sees what a program does that is no doctor', () => {
    const { connects, reaches, sends, looksUp } = controls
    expect(of(connects.title).unseenConnections).toBe(1)
    expect(of(reaches.title).reached).toEqual(['192.0.2.1:443'])
    expect(of(sends.title).unseenDatagrams).toBe(1)
    expect(of(looksUp.title).looked).toEqual(['telemetry.example.test'])
  })
})

const NOTHING_UNSEEN = { unseenConnections: 0, unseenDatagrams: 0 }

function namesIn(places: readonly string[]): readonly string[] {
  return [...new Set(places.map((place) => place.replace(/:\d+$/, '')))].sort()
}
