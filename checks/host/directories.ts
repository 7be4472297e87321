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
import { octal } from '../octal.ts'
import { container, isPrivate } from './container.ts'
import { exposed } from './exposed.ts'
import {
  earlierDirectory,
  type ProductDirectory,
  type Purpose,
  productDirectories,
} from './product-directories.ts'
import { full, roomSeen } from './room.ts'
import { hungOn } from './sick-mount.ts'
import { atPath, survey } from './survey.ts'
import { type At, inTheWay, unusable } from './unusable.ts'

export default defineCheck<CauseId>({
  id: 'host/directories',
  title: 'Directories of the product can be used',
  async run(context) {
    const { env, machine } = context
    if (machine.platform !== 'linux') return skip('the product keeps nothing here: it is for Linux')
    const directories = productDirectories(env)
    const located = directories.filter((one) => 'path' in one)
    const earlier = earlierDirectory(env)
    const paths = [...located.map(({ path }) => path), ...(earlier === undefined ? [] : [earlier])]
    const looked = await survey(context, paths)
    if (looked === undefined) return unsure('no child process could look at the directories')
    if (looked.hung !== undefined) return hungOn(context, looked.hung)
    const at = (path: string | undefined) => looked.surveyed.find((one) => one.path === path)
    return (
      (await unusable(context, directories, at)) ??
      unclear(directories, env) ??
      (await warned(context, at, located, earlier))
    )
  },
})

function unclear(
  directories: readonly ProductDirectory[],
  env: Context['env'],
): Outcome<CauseId> | undefined {
  const relative = directories.find((one) => 'trouble' in one)
  if (relative === undefined || !('trouble' in relative)) return undefined
  const { from } = relative
  return unsure(`${from} is not an absolute path, and programs differ in what they make of that`, {
    variable: from,
    value: env[from] ?? '',
  })
}

async function warned(
  context: Context,
  at: At,
  located: readonly { readonly purpose: Purpose; readonly path: string }[],
  earlier: string | undefined,
): Promise<Outcome<CauseId>> {
  const pathOf = (purpose: Purpose) => located.find((one) => one.purpose === purpose)?.path
  const [cache, config, old] = [at(pathOf('cache')), at(pathOf('config')), at(earlier)]
  const refusal = config === undefined ? undefined : inTheWay(config)
  const evidence: Evidence = {
    ...Object.fromEntries(located.map(({ purpose, path }) => [purpose, path])),
    ...(refusal === undefined ? {} : { configRefused: refusal.code }),
    ...(old !== undefined && atPath(old) !== undefined ? { earlier: old.path } : {}),
    ...roomSeen(cache?.room),
  }
  const open = isPrivate(await container(context)) ? undefined : exposed([config, old])
  if (open !== undefined) {
    const { path, mode } = open
    return fail('host/directory-exposed', { ...evidence, directory: path, mode: octal(mode) })
  }
  const short = full(cache?.room)
  return short === undefined ? pass(evidence) : fail('host/disk-full', { ...evidence, short })
}
