import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RedisServer } from '../../support/redis-server.ts'
import { until } from './worlds-servers.ts'

/** The configuration under which `dir` may be changed at all. */
export const MOVABLE = 'enable-protected-configs local'

/** Takes away the directory in which it saves, and lets it try. */
export async function failsToSave(redis: RedisServer): Promise<void> {
  const { cli, directory } = redis
  const home = join(directory, 'away')
  await mkdir(home)
  await cli('CONFIG', 'SET', 'dir', home)
  await rm(home, { recursive: true })
  await cli('BGSAVE')
  await until(redis, ['INFO', 'persistence'], /rdb_last_bgsave_status:err/)
}
