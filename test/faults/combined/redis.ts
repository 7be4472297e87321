import type { RedisServer } from '../../support/redis-server.ts'
import { SETTING_PREFIX } from '../../support/set-up.ts'

/** Nobody listens on its port any more. */
export const down = (redis: RedisServer) => redis.stop()

/** The workspace has no setting. */
export const withoutSetting = (redis: RedisServer) => redis.cli('DEL', `${SETTING_PREFIX}setting`)

/** The setting is this text. */
export const withSetting = (text: string) => (redis: RedisServer) =>
  redis.cli('SET', `${SETTING_PREFIX}setting`, text)

/** It was given another password. */
export const otherPassword = (redis: RedisServer) =>
  redis.cli('CONFIG', 'SET', 'requirepass', 'of-somebody-else')

/** The access list of the user, as `ACL SETUSER` takes it. */
export const userMay =
  (...rules: readonly string[]) =>
  (redis: RedisServer) =>
    redis.cli('ACL', 'SETUSER', 'default', ...rules)
