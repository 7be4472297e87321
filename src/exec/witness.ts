import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process of this group that only is there: a signal that reached it was sent to the whole group. */
export interface Witness {
  /** Whether a signal that has just come here came to the group: from its terminal, or by kill(2) of it. */
  heard(name: NodeJS.Signals): Promise<boolean>
  dismiss(): void
}

/** The kernel sends to all of a group at once; this is for another processor to have done so. */
const SENT_MS = 20

/**
 * Calls a witness: Node does not tell who sent a signal, as sudo(8) is told, and cannot give a
 * command a group of its own in the foreground, as timeout(1) does without a terminal.
 */
export function callWitness(): Witness {
  let witness = started()
  return {
    heard: async (name) => {
      const asked = witness
      await sleep(SENT_MS)
      const heard = await reached(asked, constants.signals[name])
      if (heard && asked === witness) witness = started()
      return heard
    },
    dismiss: () => {
      witness.kill('SIGKILL')
    },
  }
}

/** It waits for the end of its input, which comes with the end of this process at the latest. */
function started(): ChildProcess {
  const env = { PATH: '/usr/bin:/bin' }
  const child = spawn('cat', [], { cwd: '/', env, stdio: ['pipe', 'ignore', 'ignore'] })
  child.on('error', () => {})
  child.stdin?.on('error', () => {})
  child.unref()
  return child
}

/** Whether it ended by the signal, or is about to (proc_pid_status(5)). */
async function reached({ pid, exitCode, signalCode }: ChildProcess, signal: number) {
  // Where nobody can tell, a terminal will have sent it.
  if (pid === undefined) return process.stdin.isTTY === true
  if (exitCode !== null || signalCode !== null) return true
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const pending = BigInt(`0x${/^ShdPnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`)
  return !/^State:\s*[^ZX\s]/m.test(status) || ((pending >> BigInt(signal - 1)) & 1n) === 1n
}
