import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

// These have a configuration of their own: vitest.real.config.ts.
const exclude = [...configDefaults.exclude, '**/real/**']

/** What leaves its process as it was: the files of a worker share what they have loaded. */
const SHARING = ['src/**/*.test.ts', 'checks/**/*.test.ts']
/** These bring nock, which takes hold of the `node:http` of whoever comes after it. */
const NOT_SHARING = [
  'src/clients/s3.test.ts',
  'checks/storage/aws.test.ts',
  'checks/storage/denied.test.ts',
]
const APART = ['*.test.ts', '!(src|checks)/**/*.test.ts', ...NOT_SHARING]

export default defineConfig({
  test: {
    dir: 'test',
    // Real servers take their time to start, and a server that hangs is waited for on purpose.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Most of the time they wait: for servers, for programs, for silence to be told from slowness.
    maxWorkers: Math.max(4, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'sharing',
          include: SHARING,
          exclude: [...exclude, ...NOT_SHARING],
          isolate: false,
          setupFiles: ['test/support/seeded.ts'],
        },
      },
      { extends: true, test: { name: 'apart', include: APART, exclude } },
    ],
  },
})
