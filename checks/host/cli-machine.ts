import type { Context } from '../../src/index.ts'

/** Machines that run programs for others as well. */
const RUN_TOO: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['i686'],
  aarch64: ['armv7l'],
}

/** Node's names of machines, as uname(1) has them. */
const UNAME: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' }

/** The name of this machine, as uname(1) prints it. */
export function hereOf({ machine }: Context): string {
  return UNAME[machine.arch] ?? machine.arch
}

/** Whether a program made for that machine can be started here. */
export async function runsHere(context: Context, made: string): Promise<boolean> {
  const here = hereOf(context)
  if (made === here || made.startsWith('machine ')) return true
  // Of a machine that is not known here, nothing is known.
  if (!(here in RUN_TOO) || RUN_TOO[here]?.includes(made)) return true
  return emulated(context, made)
}

/** Whether the kernel hands such programs to an emulator (docs.kernel.org, binfmt_misc). */
async function emulated({ files }: Context, made: string): Promise<boolean> {
  const names = [`qemu-${made === 'i686' ? 'i386' : made}`, 'rosetta', 'box64', `FEX-${made}`]
  const looks = await Promise.all(
    names.map((name) => files.look(`/proc/sys/fs/binfmt_misc/${name}`)),
  )
  return looks.some(({ found }) => found !== false)
}
