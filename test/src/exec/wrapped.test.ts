import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../src/exec/wrapped.ts'

const read = (line: string) => readCommand(line.split(' ') as [string, ...string[]])

describe('a wrapped command', () => {
  it.each([
    'artifacts mount demo /mnt',
    '/opt/tonbo/bin/artifacts mount demo /mnt',
    './artifacts mount demo /mnt',
    'env artifacts mount demo /mnt',
    '/usr/bin/env ARTIFACTS_S3_REGION=auto artifacts mount demo /mnt',
  ])('%s is artifacts, and safe to repeat', (line) => {
    expect(read(line)).toMatchObject({
      called: 'artifacts mount',
      artifacts: true,
      repeatable: true,
      given: { workspace: 'demo', mountpoint: '/mnt', intent: 'mount' },
    })
    expect(read(line)).not.toHaveProperty('unchecked')
  })

  it('keeps what env sets', () => {
    expect(read('env A=1 B=x=y artifacts mount demo').env).toEqual({ A: '1', B: 'x=y' })
    expect(read('env A=1 true').env).toEqual({ A: '1' })
  })

  it.each([
    ['sudo artifacts mount demo /mnt', 'sudo', /as another user.*run the doctor itself with sudo/],
    ['npx artifacts mount demo /mnt', 'npx', /behind npx is not read/],
    ['env -i artifacts mount demo /mnt', 'env', /behind env is not read/],
    ['timeout 60 artifacts mount demo /mnt', 'timeout', /behind timeout is not read/],
  ])('%s is not read, and that is said', (line, called, unread) => {
    const { artifacts, repeatable, given, ...rest } = read(line)
    expect({ artifacts, repeatable, given }).toEqual({
      artifacts: false,
      repeatable: false,
      given: {},
    })
    expect(rest).toMatchObject({ called, unread: expect.stringMatching(unread) })
  })

  it.each(['sh -c true', 'terraform apply', 'artifactsd mount demo', 'env'])(
    '%s is none of ours',
    (line) => {
      expect(read(line)).toMatchObject({ artifacts: false, repeatable: false, given: {} })
      expect(read(line)).not.toHaveProperty('unread')
    },
  )

  it.each([
    'login',
    'logout',
    'unmount /mnt',
    'storage set',
    'storage show',
    '--version',
    'mount -h',
    '',
  ])('artifacts %s does not wait for a healthy set-up', (line) => {
    expect(read(`artifacts ${line}`.trim())).toHaveProperty('unchecked')
  })

  it.each(['workspace delete demo', 'workspace list', 'inspect demo', 'whoami'])(
    'artifacts %s is checked, and not repeated',
    (line) => {
      const wrapped = read(`artifacts ${line}`)
      expect(wrapped.repeatable).toBe(false)
      expect(wrapped).not.toHaveProperty('unchecked')
    },
  )
})
