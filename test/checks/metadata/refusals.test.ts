import { describe, expect, it } from 'vitest'
import { redisError, unavailable } from '../../../checks/metadata/redis-error.ts'

/** The cause of an error reply; undefined where it could not be told. */
function causeOf(error: string): string | undefined {
  const outcome = redisError(error, {})
  return outcome.status === 'fail' ? outcome.cause : undefined
}

describe('an error reply of Redis', () => {
  it.each([
    ['metadata/read-only', "READONLY You can't write against a read only replica."],
    ['metadata/out-of-memory', "OOM command not allowed when used memory > 'maxmemory'."],
    ['metadata/writes-refused', 'MISCONF Redis is configured to save RDB snapshots, but'],
    ['metadata/master-down', 'MASTERDOWN Link with MASTER is down and replica-serve-stale-data is'],
    ['metadata/loading', 'LOADING Redis is loading the dataset in memory'],
    ['metadata/cluster-down', 'CLUSTERDOWN The cluster is down'],
    ['metadata/too-many-clients', 'ERR max number of clients reached'],
    ['metadata/too-many-clients', 'ERR max number of clients + cluster connections reached'],
    ['metadata/database-missing', 'ERR DB index is out of range'],
    ['metadata/users-unsupported', "ERR wrong number of arguments for 'auth' command"],
    ['metadata/password-unwanted', 'ERR Client sent AUTH, but no password is set'],
    [
      'metadata/password-unwanted',
      'ERR AUTH <password> called without any password configured for the default user.',
    ],
    ['metadata/password-wrong', 'ERR invalid password'],
    [
      'metadata/key-denied',
      'NOPERM this user has no permissions to access one of the keys used as arguments',
    ],
    ['metadata/key-denied', 'NOPERM No permissions to access a key'],
    ['metadata/command-denied', "NOPERM this user has no permissions to run the 'get' command"],
    ['metadata/command-denied', "NOPERM User s has no permissions to run the 'get' command"],
  ])('names %s: %s', (cause, error) => {
    expect(causeOf(error)).toBe(cause)
  })

  it.each(['ERR something else', 'WHATEVER it is', 'ERR unknown command', ''])(
    'cannot be told: %j',
    (error) => {
      expect(redisError(error, {})).toMatchObject({ status: 'error' })
    },
  )

  it('does not repeat what Redis repeats of the arguments', () => {
    const outcome = redisError("ERR unknown command 'AUTH', with args beginning with: 'pw' ", {})
    expect(JSON.stringify(outcome)).not.toContain('pw')
    expect(outcome).toMatchObject({ reason: "Redis answered 'ERR unknown command 'AUTH''" })
  })
})

describe('a command', () => {
  it.each([
    ['denied', "NOPERM this user has no permissions to run the 'info' command"],
    ['unknown', "ERR unknown command 'config', with args beginning with: 'get' "],
    ['unknown', 'ERR unknown command `CONFIG`, with args beginning with: `GET`, '],
    ['unknown', "ERR unknown subcommand 'x'. Try CONFIG HELP."],
    ['unknown', 'ERR command is not supported'],
    ['unknown', 'ERR This instance has cluster support disabled'],
    [undefined, 'LOADING Redis is loading the dataset in memory'],
    [undefined, 'ERR syntax error'],
  ])('is %s: %s', (what, error) => {
    expect(unavailable(error)).toBe(what)
  })
})
