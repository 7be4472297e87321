import { configDefaults, defineConfig } from 'vitest/config'

// Real servers take their time to start, and a server that hangs is waited for on purpose.
export default defineConfig({
  test: {
    dir: 'test',
    // These have a configuration of their own: vitest.real.config.ts.
    exclude: [...configDefaults.exclude, '**/real/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
