import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Run, runProgram } from './doctor.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const PRIVATE = ['unshare', '--mount']

/** Whether this process may give a command a name server of its own. */
export function canUnshare(): boolean {
  const [program = '', ...args] = [...PRIVATE, ...bound('/etc/hosts', ['true'])]
  return process.getuid?.() === 0 && spawnSync(program, args).status === 0
}

/** Runs a command whose only name server takes questions and never answers; /etc/hosts holds. */
export async function withSilentNameServer(
  command: readonly string[],
  env: Readonly<NodeJS.ProcessEnv> = {},
): Promise<Run> {
  // One address of the loopback network a run: test files run side by side.
  const address = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`
  const udp = createSocket('udp4').on('message', () => {})
  const tcp = createServer((socket) => socket.on('error', () => {}).resume())
  const directory = await temporaryDirectory()
  try {
    udp.bind(53, address)
    await once(udp, 'listening')
    tcp.listen(53, address)
    await once(tcp, 'listening')
    const file = join(directory.path, 'resolv.conf')
    await writeFile(file, `nameserver ${address}\n`)
    return await runProgram([...PRIVATE, ...bound(file, command)], { env })
  } finally {
    udp.close()
    tcp.close()
    await directory.remove()
  }
}

/** What runs `command` with `file` in the place of /etc/resolv.conf. */
function bound(file: string, command: readonly string[]): string[] {
  return ['sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file, ...command]
}
