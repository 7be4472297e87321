import { describe, expect, it } from 'vitest'
import { artifactsWords } from '../../../src/exec/artifacts-words.ts'

const read = (line: string) => artifactsWords(line.split(' ').filter((word) => word !== ''))

describe('the words of artifacts', () => {
  it.each<[line: string, command: string, given: Record<string, string>]>([
    ['workspace create demo', 'workspace create', { workspace: 'demo', intent: 'create' }],
    [
      'workspace create acme/demo /mnt/work',
      'workspace create',
      { workspace: 'acme/demo', mountpoint: '/mnt/work', intent: 'create' },
    ],
    [
      'workspace create --backend byo --bucket=cases demo --region eu-west-3 --endpoint https://s3.example.com --prefix team/',
      'workspace create',
      {
        workspace: 'demo',
        intent: 'create',
        backend: 'byo',
        bucket: 'cases',
        region: 'eu-west-3',
        endpoint: 'https://s3.example.com',
        prefix: 'team/',
      },
    ],
    [
      '--format json -v --no-color workspace create demo',
      'workspace create',
      { workspace: 'demo', intent: 'create' },
    ],
    [
      'workspace --trace create demo --cache-profile benchmark /mnt',
      'workspace create',
      { workspace: 'demo', mountpoint: '/mnt', intent: 'create' },
    ],
    [
      'mount -vf artifacts://acme/demo /mnt/work --read-only',
      'mount',
      { workspace: 'artifacts://acme/demo', mountpoint: '/mnt/work', intent: 'mount' },
    ],
    [
      'mount -- acme/demo -odd',
      'mount',
      { workspace: 'acme/demo', mountpoint: '-odd', intent: 'mount' },
    ],
    ['workspace show demo', 'workspace show', { workspace: 'demo' }],
    ['workspace delete --yes demo', 'workspace delete', { workspace: 'demo' }],
    ['workspace list', 'workspace list', {}],
    ['unmount /mnt/work', 'unmount', {}],
    ['storage set --region auto', 'storage set', { region: 'auto' }],
    ['workspace', 'workspace', {}],
    ['', '', {}],
  ])('%s', (line, command, given) => {
    expect(read(line)).toEqual({ command, given, asksForHelp: false })
  })

  it('read no argument behind a flag that is not known: it may be its value', () => {
    expect(read('mount demo --novel thing /mnt').given).toEqual({
      workspace: 'demo',
      intent: 'mount',
    })
    expect(read('mount --novel demo /mnt').given).toEqual({ intent: 'mount' })
    expect(read('mount --novel=thing demo /mnt').given).toMatchObject({ workspace: 'demo' })
  })

  it('an empty value is a value, and one that is missing none', () => {
    expect(artifactsWords(['workspace', 'create', 'demo', '--region', '']).given.region).toBe('')
    expect(read('workspace create demo --region').given).not.toHaveProperty('region')
  })

  it.each(['--help', 'mount -h', '-V', 'workspace create --version'])(
    '%s asks for help',
    (line) => {
      expect(read(line).asksForHelp).toBe(true)
    },
  )
})
