import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Certificate } from './certificate.ts'
import { freePort } from './free-port.ts'
import { ensureInstalled } from './packages.ts'
import { atProcessEnd } from './process-end.ts'
import { monitorRedis, type RedisMonitor } from './redis-monitor.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** How a Redis differs from an open, empty one. */
export interface RedisOptions {
  /** The password of the default user. */
  readonly password?: string
  /** Users as `ACL SETUSER` takes them: `session on >pw ~{7}* +get +ping`. */
  readonly aclUsers?: readonly string[]
  /** Then the port speaks TLS, and only TLS. */
  readonly tls?: Certificate
  /** A cluster of one, which has all slots. */
  readonly cluster?: boolean
  /** A Sentinel in place of a Redis. */
  readonly sentinel?: boolean
  /** Further lines of redis.conf. */
  readonly config?: readonly string[]
}

/** A running Redis. */
export interface RedisServer {
  readonly host: string
  readonly port: number
  readonly pid: number
  /** Where it keeps its files. */
  readonly directory: string
  /** Runs a command with all rights, whatever the users may do; an error reply rejects. */
  cli(...command: readonly string[]): Promise<string>
  /** Hears from now on every command that it runs for others than `cli`. */
  listenIn(): Promise<RedisMonitor>
  stop(): Promise<void>
}

const ADMIN = { name: 'test-admin', password: 'admin-of-the-tests' }
const START_MS = 10_000

/** Starts a Redis that would save a snapshot within the hour, and waits until it answers. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  ensureInstalled({ command: 'redis-server', package: 'redis-server' })
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(options)
    } catch (error) {
      // Between finding a port and binding it somebody else may take it.
      if (attempt === 3 || !/in use/.test(String(error))) throw error
    }
  }
}

async function start(options: RedisOptions): Promise<RedisServer> {
  const directory = await temporaryDirectory()
  const socket = join(directory.path, 'redis.sock')
  const file = join(directory.path, 'redis.conf')
  const [port, busPort] = [await freePort(), await freePort()]
  const home = [`dir ${directory.path}`, `unixsocket ${socket}`, `cluster-port ${busPort}`]
  await writeFile(file, [...home, ...configuration(options, port), ''].join('\n'))

  const args = options.sentinel ? [file, '--sentinel'] : [file]
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const killChild = () => child.kill('SIGKILL')
  const callOff = atProcessEnd(killChild)
  const exited = once(child, 'exit')
  const ended = () => child.exitCode !== null || child.signalCode !== null
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
  }

  const cli = async (...command: readonly string[]) => {
    const args = ['-e', '-s', socket, '--user', ADMIN.name, ...command]
    const env = { ...process.env, REDISCLI_AUTH: ADMIN.password }
    const run = promisify(execFile)('redis-cli', args, { env })
    const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`${command.join(' ')}: ${error.stdout}${error.stderr}`.trim())
    })
    return stdout.replace(/\n$/, '')
  }
  const stop = async () => {
    callOff()
    if (!ended()) {
      // It has nothing to save, and a stopped or sleeping one would not hear a milder signal.
      killChild()
      await exited
    }
    await directory.remove()
  }
  const until = async (command: readonly string[], wanted: RegExp) => {
    for (const end = Date.now() + START_MS; ; await sleep(20)) {
      if (wanted.test(await cli(...command).catch(() => ''))) return
      if (ended() || Date.now() > end) throw new Error(`Redis did not start:\n${log}`)
    }
  }

  try {
    await until(['PING'], /^PONG$/)
    if (options.cluster) {
      await cli('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
      await until(['CLUSTER', 'INFO'], /cluster_state:ok/)
    }
  } catch (error) {
    await stop()
    throw error
  }
  const ear = () => monitorRedis(socket, ADMIN, cli)
  const pid = child.pid ?? 0
  return {
    host: '127.0.0.1',
    port,
    pid,
    directory: directory.path,
    cli,
    listenIn: ear,
    stop,
  }
}

function configuration(options: RedisOptions, port: number): string[] {
  const { password, aclUsers = [], tls, cluster, config = [] } = options
  return [
    'bind 127.0.0.1',
    'save 3600 1',
    'appendonly no',
    // DEBUG SLEEP and DEBUG RELOAD make it hang and load.
    'enable-debug-command local',
    ...(tls === undefined
      ? [`port ${port}`]
      : [
          'port 0',
          `tls-port ${port}`,
          `tls-cert-file ${tls.certFile}`,
          `tls-key-file ${tls.keyFile}`,
          'tls-auth-clients no',
        ]),
    ...(cluster ? ['cluster-enabled yes'] : []),
    ...(password === undefined ? [] : [`requirepass ${JSON.stringify(password)}`]),
    `user ${ADMIN.name} on >${ADMIN.password} ~* &* +@all`,
    ...aclUsers.map((user) => `user ${user}`),
    ...config,
  ]
}
