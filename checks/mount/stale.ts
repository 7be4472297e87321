import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isWithin, type Mount, mountOver } from './mountinfo.ts'
import { mounts } from './mounts.ts'
import { type Place, place } from './place.ts'
import { type Condition, conditionOf, type Probe, probePath } from './probe-path.ts'
import { isFuse, isProduct } from './product-mount.ts'

export default defineCheck<CauseId>({
  id: 'mount/stale',
  title: 'No Artifacts mount is dead',
  async run(context) {
    const list = await mounts(context)
    if (list === undefined) return skip('nothing lists the mounts here: no /proc/self/mountinfo')
    const ask = (which: (mount: Mount) => boolean) => {
      const asked = list.mounts
        .filter(which)
        // What another mount hides cannot be asked: its path leads to the other one.
        .filter((mount) => mountOver(list.mounts, mount.path) === mount)
      return Promise.all(asked.map((mount) => probe(mount, context)))
    }
    const [where, products] = await Promise.all([place(context), ask(isProduct)])
    if (where?.kind === 'hung') {
      return judge([stuck(where, mountOver(list.mounts, where.at)), ...products], list.unparsed)
    }
    const isInTheWay = ({ path }: { readonly path: string }) =>
      where !== undefined && isWithin(where.path, path)
    const others = await ask((mount) => isFuse(mount) && !isProduct(mount) && isInTheWay(mount))
    const onTheSide = products.filter((finding) => !isInTheWay(finding))
    return judge([...products.filter(isInTheWay), ...others, ...onTheSide], list.unparsed)
  },
})

/** What was asked, and what came of it. */
interface Finding {
  readonly path: string
  readonly condition: Condition
  readonly evidence: Evidence
}

async function probe({ path, source, type }: Mount, { signal }: Context): Promise<Finding> {
  const answer = await probePath(path, signal)
  return {
    path,
    condition: conditionOf(answer),
    evidence: { path, source, type, ...evidenceOf(answer) },
  }
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

/** The walk to the mount point hung, on whatever kind of mount. */
function stuck({ at, afterMs }: Place & { kind: 'hung' }, mount: Mount | undefined): Finding {
  const { path = at, source = '', type = '' } = mount ?? {}
  return { path, condition: 'hung', evidence: { path, source, type, at, afterMs } }
}

function judge(findings: readonly Finding[], unparsed: number): Outcome<CauseId> {
  const sick = findings.filter(({ condition }) => condition === 'dead' || condition === 'hung')
  const [first] = sick
  if (first !== undefined) {
    const others = new Set(sick.map(({ path }) => path)).size - 1
    const evidence: Evidence = others > 0 ? { ...first.evidence, others } : first.evidence
    return first.condition === 'hung' ? fail('mount/hung', evidence) : fail('mount/stale', evidence)
  }
  const unknown = findings.find(({ condition }) => condition === 'unknown')
  if (unknown !== undefined) return unsure('a mount’s answer says nothing', unknown.evidence)
  const alive = findings.filter(({ condition }) => condition === 'alive').length
  return pass(unparsed > 0 ? { mounts: alive, unparsed } : { mounts: alive })
}
