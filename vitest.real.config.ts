import { defineConfig } from 'vitest/config'

// Each file starts a Ceph of its own: one after the other, with time to install and to start it.
export default defineConfig({
  test: { dir: 'test/real', fileParallelism: false, testTimeout: 120_000, hookTimeout: 600_000 },
})
