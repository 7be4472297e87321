import { runDoctor } from '../support/doctor.ts'

/** What this machine itself lacks for a mount. */
export interface MachineFaults {
  /** The checks that did not pass, whatever the set-up: `host/fuse` in a container without FUSE. */
  readonly checks: readonly string[]
  /** The report, as a person sees it. */
  readonly text: string
}

/** Asks the doctor about the machine alone. */
export async function machineFaults(
  env: Readonly<Record<string, string>>,
): Promise<MachineFaults | undefined> {
  const args = ['check', '--for', 'mount', '--only', 'host/*', '--only', 'mount/*']
  const run = await runDoctor([...args, '--format', 'json', '--quiet'], { env })
  if (run.code === 0) return undefined
  const report: { readonly checks: readonly { readonly id: string; readonly status: string }[] } =
    JSON.parse(run.stdout)
  const checks = report.checks
    .filter(({ status }) => status === 'fail' || status === 'error')
    .map(({ id }) => id)
  return { checks, text: (await runDoctor(args, { env })).stdout }
}
