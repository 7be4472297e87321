import { type ChildProcess, spawn } from 'node:child_process'

/** How a child process that was asked something ended. */
export type Reply =
  | { readonly kind: 'ended'; readonly code: number | null; readonly output: string }
  | { readonly kind: 'hung'; readonly afterMs: number; readonly output: string }
  | { readonly kind: 'unstarted'; readonly code: string }

const running = new Set<ChildProcess>()
// An early exit must leave no child that hangs for ever.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** The limit of one question, in milliseconds. */
const PATIENCE = 2000
/** How long a killed child may take to go; one that waits for a daemon which read its request stays. */
const GRACE = 250

/**
 * Runs a program, given by its full path, that touches a file system which may hang, and kills
 * it after two seconds. Rejects when the signal aborts; neither then nor after a hang does it
 * keep Node from exiting.
 *
 * A hung call in this process could not be cancelled: Node's own exit would wait for it.
 */
export async function askChild(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Reply> {
  signal.throwIfAborted()
  // Node warns about the eleventh listener on one signal.
  const aborted = AbortSignal.any([signal])
  return new Promise<Reply>((resolve, reject) => {
    // libuv waits for the child to have changed its directory and found its program: neither may
    // lie on what hangs, so both are named here and PATH is not searched.
    const child = spawn(program, args, { cwd: '/', env: {}, stdio: ['ignore', 'pipe', 'ignore'] })
    running.add(child)
    child.once('exit', () => running.delete(child)).once('error', () => running.delete(child))
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })

    const stop = (then: () => void) => {
      const gone = () => {
        clearTimeout(grace)
        child.stdout?.destroy()
        child.unref()
        then()
      }
      const grace = setTimeout(gone, GRACE)
      child.removeAllListeners('close').once('exit', gone)
      child.kill('SIGKILL')
    }
    const limit = setTimeout(() => {
      aborted.removeEventListener('abort', abort)
      stop(() => resolve({ kind: 'hung', afterMs: PATIENCE, output }))
    }, PATIENCE)
    const abort = () => {
      clearTimeout(limit)
      stop(() => reject(aborted.reason))
    }
    const end = (reply: Reply) => {
      clearTimeout(limit)
      aborted.removeEventListener('abort', abort)
      resolve(reply)
    }
    aborted.addEventListener('abort', abort, { once: true })
    child.once('close', (code) => end({ kind: 'ended', code, output }))
    child.on('error', (error: NodeJS.ErrnoException) => {
      end({ kind: 'unstarted', code: error.code ?? error.message })
    })
  })
}

/** Runs a CommonJS script by this very Node, in a child as above; `argument` is its argv[1]. */
export function askNode(script: string, argument: string, signal: AbortSignal): Promise<Reply> {
  const args = ['--input-type=commonjs', '-e', script, '--', argument]
  return askChild(process.execPath, args, signal)
}

/** The values that a child wrote, a line of JSON each; a last line that was cut short is left out. */
export function jsonLines(reply: Reply): unknown[] {
  if (reply.kind === 'unstarted') return []
  const lines = reply.output.split('\n').slice(0, -1)
  return lines.map((line): unknown => JSON.parse(line))
}
