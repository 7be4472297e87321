/** The checks that pass on a bucket in which nothing is wrong. */
export const PASSES = [
  'storage/settings',
  'storage/keys',
  'storage/reachable',
  'storage/region',
  'storage/credentials',
  'storage/bucket',
  'storage/put',
  'storage/get',
  'storage/delete',
  'storage/list',
  'host/clock',
] as const

/** What is expected where nothing is wrong. */
export const WELL = { passes: PASSES, exitCode: 0 } as const
