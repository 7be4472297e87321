import type { Catalogue } from '../catalogue.ts'
import type { Check } from '../check.ts'
import { schemaFault } from '../schema-fault.ts'
import { describeThrown } from '../thrown.ts'
import { UsageError } from '../usage-error.ts'
import { visible } from '../visible.ts'
import type { Plugin } from './plugin.ts'
import { pluginSchema } from './plugin-schema.ts'

/**
 * A plug-in made from what a module exported: a copy, read once and checked against its schema, so
 * that nothing in it can change, throw or hide during a run. Throws a UsageError that begins with
 * `from`.
 */
export function soundPlugin(exported: unknown, from: string): Plugin {
  const refuse = (what: string) => new UsageError(`${from}: ${what}`)
  let copy: unknown
  try {
    copy = copied(exported)
  } catch (error) {
    throw refuse(`cannot be read: ${describeThrown(error)}`)
  }
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy) || !('checks' in copy))
    throw refuse(
      'does not export a plug-in; expected an object with name, checks and causes as its default export, or as the module',
    )
  const fault = schemaFault(copy, pluginSchema) ?? runFault(copy) ?? causeFault(copy)
  if (fault !== undefined) throw refuse(fault)
  const { name, checks, causes } = copy as Plugin
  return { name, checks: checks.map(bound), causes: Object.fromEntries(Object.entries(causes)) }
}

const DEEPEST = 8
const LARGEST = 100_000

/** Plain data in place of an object: own properties, read once; texts harmless, functions as they are. */
function copied(value: unknown, depth = 0, size = { left: LARGEST }): unknown {
  size.left -= 1
  if (depth > DEEPEST || size.left < 0) throw new Error('it is nested too deep, or too large')
  if (typeof value === 'string') return visible(value.slice(0, 10_000))
  if (Array.isArray(value)) return value.map((one) => copied(one, depth + 1, size))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => [key, copied(one, depth + 1, size)] as const)
  const { run } = value as { run?: unknown }
  // A method may want its object.
  const call = (context: unknown) => Reflect.apply(run as () => unknown, value, [context])
  return Object.fromEntries([
    ...entries.filter(([key]) => key !== 'run' || typeof run !== 'function'),
    ...(typeof run === 'function' ? [['run', call] as const] : []),
  ])
}

function runFault({ checks }: { checks: unknown }): string | undefined {
  const at = (checks as readonly { run: unknown }[]).findIndex(
    ({ run }) => typeof run !== 'function',
  )
  return at < 0 ? undefined : `checks[${at}].run: is not a function`
}

function causeFault(copy: object): string | undefined {
  for (const [id, cause] of Object.entries((copy as { causes: Catalogue }).causes)) {
    const { docs, match = [] } = cause
    if (!URL.canParse(docs))
      return `causes['${id}'].docs: is not a URL; expected one such as https://example.com/vpn`
    const at = match.findIndex(
      (one) => ['code', 'text', 'status'].filter((key) => key in one).length !== 1,
    )
    if (at >= 0) return `causes['${id}'].match[${at}]: expected one of code, text and status`
  }
  return undefined
}

/** A check whose flags are there only where they are true. */
function bound({ id, title, needs, after, rounds, run, ...flags }: Check): Check {
  const set = Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag))
  return {
    id,
    title,
    ...(needs === undefined ? {} : { needs }),
    ...(after === undefined ? {} : { after }),
    ...(rounds === undefined ? {} : { rounds }),
    ...set,
    run,
  }
}
