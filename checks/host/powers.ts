import { type Context, fact } from '../../src/index.ts'
import { kernelText } from './kernel-text.ts'

/** What the kernel lets this process do, and what a program it starts may gain. */
export interface Powers {
  readonly uid: number
  readonly groups: readonly number[]
  /** Whether it has CAP_SYS_ADMIN, which mount(2) requires. */
  readonly admin: boolean
  /** Whether a program that it starts may gain CAP_SYS_ADMIN. */
  readonly adminInReach: boolean
  /** Whether no program that it starts can gain privileges, as by a set-user-ID bit. */
  readonly noNewPrivs: boolean
  readonly seccomp: boolean
  readonly userNamespace: boolean
  /** The AppArmor profile that confines it. */
  readonly apparmor?: string
}

const SYS_ADMIN = 1n << 21n
/** The whole range of user ids, as the first user namespace maps it. Source: user_namespaces(7). */
const EVERYBODY = /^0\s+0\s+4294967295$/

/** The powers of this process; undefined where /proc does not tell. Source: proc_pid_status(5). */
export const powers = fact('powers', async (context): Promise<Powers | undefined> => {
  const status = await kernelText(context, '/proc/self/status')
  if (status === undefined) return undefined
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.trim()
  const [, effective] = numbers(field('Uid'))
  const [at, reach] = [capabilities(field('CapEff')), capabilities(field('CapBnd'))]
  if (effective === undefined || at === undefined || reach === undefined) return undefined
  const [, group] = numbers(field('Gid'))
  const map = await kernelText(context, '/proc/self/uid_map')
  const apparmor = await enforced(context)
  return {
    uid: effective,
    groups: [...(group === undefined ? [] : [group]), ...numbers(field('Groups'))],
    admin: (at & SYS_ADMIN) !== 0n,
    adminInReach: (reach & SYS_ADMIN) !== 0n,
    noNewPrivs: field('NoNewPrivs') === '1',
    seccomp: field('Seccomp') === '2',
    userNamespace: map !== undefined && !EVERYBODY.test(map),
    ...(apparmor === undefined ? {} : { apparmor }),
  }
})

function numbers(text = ''): number[] {
  return text.split(/\s+/).filter(Boolean).map(Number)
}

function capabilities(text = ''): bigint | undefined {
  return /^[0-9a-f]{1,16}$/.test(text) ? BigInt(`0x${text}`) : undefined
}

/** SELinux and others use the same file, for labels of other forms. */
async function enforced(context: Context): Promise<string | undefined> {
  const label =
    (await kernelText(context, '/proc/self/attr/apparmor/current')) ??
    (await kernelText(context, '/proc/self/attr/current'))
  return /^(\S{1,128}) \(enforce\)$/.exec(label ?? '')?.[1]
}
