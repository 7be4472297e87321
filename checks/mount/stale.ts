import {
  type Context,
  defineCheck,
  type Evidence,
  isWithin,
  type Mount,
  type Mountinfo,
  mountOver,
  type Outcome,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isClosed, isOthers } from './fuse-owner.ts'
import { mounts } from './mounts.ts'
import { type Place, place } from './place.ts'
import { type Condition, conditionOf, type Probe, probePath, troubleBehind } from './probe-path.ts'
import { isFuse, isProduct } from './product-mount.ts'
import { type Sickness, sickMount } from './sickness.ts'

export default defineCheck<CauseId>({
  id: 'mount/stale',
  title: 'No Artifacts mount is dead',
  async run(context) {
    const list = await mounts(context)
    if (list === undefined) return skip('nothing lists the mounts here: no /proc/self/mountinfo')
    const ask = (which: (mount: Mount) => boolean) => {
      const candidates = list.mounts
        .filter((mount) => which(mount) && !isClosed(mount))
        // What another mount hides cannot be asked: its path leads to the other one.
        .filter((mount) => mountOver(list.mounts, mount.path) === mount)
      return Promise.all(candidates.map((mount) => probe(mount, context)))
    }
    const isOwn = (mount: Mount) => isProduct(mount) && !isOthers(mount)
    const [where, products] = await Promise.all([place(context), ask(isOwn)])
    const onItsWay = where === undefined ? undefined : blockingMount(where, list.mounts)
    if (onItsWay?.condition === 'hung') return judge([onItsWay, ...products], list, context)
    const isInTheWay = (mount: Mount) => where !== undefined && isWithin(where.path, mount.path)
    const others = await ask((mount) => isFuse(mount) && !isOwn(mount) && isInTheWay(mount))
    const findings = [
      ...products.filter(({ mount }) => isInTheWay(mount)),
      ...others,
      ...(onItsWay === undefined ? [] : [onItsWay]),
      ...products.filter(({ mount }) => !isInTheWay(mount)),
    ]
    return judge(findings, list, context)
  },
})

/** A mount that was probed, and the result. */
interface Finding {
  readonly mount: Mount
  readonly condition: Condition
  readonly evidence: Evidence
}

async function probe(mount: Mount, { signal }: Context): Promise<Finding> {
  const answer = await probePath(mount.path, signal)
  return { mount, condition: conditionOf(answer), evidence: evidenceOf(answer) }
}

function evidenceOf(probe: Probe): Evidence {
  switch (probe.kind) {
    case 'ok':
      return { magic: probe.type }
    case 'error':
      return { code: probe.code }
    case 'hung':
      return { afterMs: probe.afterMs }
  }
}

/** The mount on which the walk to the mount point ended, of whatever kind. */
function blockingMount(where: Place, all: readonly Mount[]): Finding | undefined {
  if (where.kind !== 'hung' && where.kind !== 'absent') return undefined
  const mount = mountOver(all, where.at)
  if (mount === undefined) return undefined
  if (where.kind === 'hung') {
    const { at, afterMs } = where
    return { mount, condition: 'hung', evidence: { at, afterMs } }
  }
  const { at, refusal: code = '' } = where
  const condition = troubleBehind(code)
  return condition && { mount, condition, evidence: { at, code } }
}

function isSick(finding: Finding): finding is Finding & { readonly condition: Sickness } {
  return ['dead', 'failing', 'hung'].includes(finding.condition)
}

async function judge(
  findings: readonly Finding[],
  { mounts, unparsed }: Mountinfo,
  context: Context,
): Promise<Outcome<CauseId>> {
  const sick = findings.filter(isSick)
  const [first] = sick
  if (first !== undefined) {
    const others = new Set(sick.map(({ mount }) => mount)).size - 1
    const evidence = { ...first.evidence, ...(others > 0 ? { others } : {}) }
    const { mount, condition: sickness } = first
    return sickMount({ mount, sickness, evidence }, mounts, await place(context), context)
  }
  const unknown = findings.find(({ condition }) => condition === 'unknown')
  if (unknown !== undefined) {
    const { path, source, type } = unknown.mount
    return unsure('a mount’s answer says nothing', { path, source, type, ...unknown.evidence })
  }
  const alive = findings.filter(({ condition }) => condition === 'alive').length
  const closed = mounts.filter((mount) => isProduct(mount) && isClosed(mount)).length
  return pass({
    mounts: alive,
    ...(closed > 0 ? { notAsked: closed } : {}),
    ...(unparsed > 0 ? { unparsed } : {}),
  })
}
