import { type Context, fact, mountOver } from '../../src/index.ts'
import { mounts } from '../mount/mounts.ts'
import { kernelText } from './kernel-text.ts'

/** What the machine runs in, as far as it shows; `none` where nothing shows. */
export type Container =
  | 'docker'
  | 'podman'
  | 'kubernetes'
  | 'lxc'
  | 'systemd-nspawn'
  | 'gVisor'
  | 'WSL1'
  | 'WSL2'
  | 'none'

/** What every kernel of gVisor's calls itself (its pkg/sentry/syscalls/linux/linux64.go). */
const GVISOR = '#1 SMP Sun Jan 10 15:06:54 PST 2016'
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount/namespace'

/** The innermost container or virtual machine that can be recognised. */
export const container = fact('container', async (context): Promise<Container> => {
  const { env } = context
  const [version = '', cgroups = '', manager = ''] = await Promise.all(
    ['/proc/version', '/proc/1/cgroup', '/run/systemd/container'].map((path) =>
      kernelText(context, path),
    ),
  )
  const declared = `${manager} ${env.container ?? ''}`
  if (version.includes(GVISOR)) return 'gVisor'
  if (env.KUBERNETES_SERVICE_HOST || /kubepods/.test(cgroups) || (await has(SERVICE_ACCOUNT)))
    return 'kubernetes'
  if (
    /\bpodman\b/.test(declared) ||
    /\/libpod[-_]/.test(cgroups) ||
    (await has('/run/.containerenv'))
  )
    return 'podman'
  if (
    /\bdocker\b/.test(declared) ||
    /\/docker[-/]/.test(cgroups) ||
    ((await has('/.dockerenv')) && !(await ownsItsDisk(context)))
  )
    return 'docker'
  if (/\blxc/.test(declared) || /\/lxc[./]/.test(cgroups)) return 'lxc'
  if (/\bsystemd-nspawn\b/.test(declared)) return 'systemd-nspawn'
  // The first one's kernel is Windows, which spells itself as its maker does.
  if (/-Microsoft\b/.test(version)) return 'WSL1'
  return /microsoft/i.test(version) ? 'WSL2' : 'none'

  async function has(path: string): Promise<boolean> {
    return (await context.files.look(path)).found !== false
  }
})

/** Whether the root is all of a disk, as in a virtual machine whose image was a container's once. */
async function ownsItsDisk(context: Context): Promise<boolean> {
  const list = await mounts(context)
  const root = mountOver(list?.mounts ?? [], '/')
  return root?.root === '/' && /^\/dev\/(root|[a-z]+\d*|nvme\w+)$/.test(root.source)
}

/** Whether it shares the kernel of a host that hands devices out. */
export function isContainer(kind: Container): boolean {
  return kind !== 'none' && kind !== 'WSL1' && kind !== 'WSL2'
}

/** Whether only the container's own user is expected in it. */
export function isPrivate(kind: Container): boolean {
  return isContainer(kind) && kind !== 'lxc' && kind !== 'systemd-nspawn'
}
