import { describe, expect, it } from 'vitest'
import { parseWorkspaceAddress } from '../../../src/settings/workspace-address.ts'
import { UsageError } from '../../../src/usage-error.ts'

describe('parseWorkspaceAddress', () => {
  it.each([
    ['demo', { name: 'demo' }],
    ['acme/demo', { handle: 'acme', name: 'demo' }],
    ['artifacts://acme/demo', { handle: 'acme', name: 'demo' }],
    ['Not A Name', { name: 'Not A Name' }],
  ])('reads %s', (text, address) => {
    expect(parseWorkspaceAddress(text)).toStrictEqual(address)
  })

  it.each([
    '',
    '/',
    'acme/',
    '/demo',
    'a/b/c',
    'artifacts://',
    'artifacts://demo',
    'artifacts://acme/',
    'artifacts://a/b/c',
    'artifacts:///demo',
    'https://acme/demo',
    's3://acme/demo',
    'Artifacts://acme/demo',
    'artifacts:acme/demo',
    './demo',
    '../demo',
    '~/demo',
  ])('refuses %j, saying what it expects', (text) => {
    const parse = () => parseWorkspaceAddress(text)
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(/expected <name>, <handle>\/<name> or artifacts:\/\/<handle>\/<name>/)
  })

  it('asks about the last two parts of what is too long', () => {
    expect(() => parseWorkspaceAddress('x/acme/demo')).toThrow("did you mean 'acme/demo'?")
    expect(() => parseWorkspaceAddress('acme/demo/')).toThrow("did you mean 'acme/demo'?")
  })

  it.each([
    ['Artifacts://acme/demo', 'acme/demo'],
    ['artifacts:/acme/demo', 'acme/demo'],
    ['artifacts:acme/demo', 'acme/demo'],
    ['https://user.tonbo.dev/workspaces/acme/demo?tab=files#top', 'acme/demo'],
    ['/acme/demo', 'acme/demo'],
    ['demo/', 'demo'],
  ])('asks of %s whether %s was meant', (text, meant) => {
    expect(() => parseWorkspaceAddress(text)).toThrow(`did you mean '${meant}'?`)
  })

  it.each(['./demo', '../acme/demo', '~/work/demo', '/mnt/work/demo', '/mnt'])(
    'takes %s for a directory',
    (text) => {
      expect(() => parseWorkspaceAddress(text)).toThrow('--mountpoint')
    },
  )

  it('guesses nothing from the host of a page', () => {
    expect(() => parseWorkspaceAddress('https://tonbo.io/login')).not.toThrow('did you mean')
  })
})
