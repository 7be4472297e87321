import { describe, expect, it } from 'vitest'
import { type Command, commands } from '../../src/cli/commands.ts'
import { lineFault } from '../../src/cli/line-fault.ts'

const all = Object.entries<Command>(commands)
const flags = all.flatMap(([name, { options = {} }]) =>
  Object.entries(options).map(([flag, option]) => ({ name, flag, option })),
)
const switches = flags.filter(({ option }) => option.type === 'boolean')
const valued = flags.filter(({ option }) => option.type !== 'boolean')
const said = (name: string, ...args: string[]) => lineFault([name, ...args], name, commands)

describe('of every flag', () => {
  it('there are some of each kind, in most commands', () => {
    expect(new Set(switches.map(({ name }) => name)).size).toBeGreaterThan(3)
    expect(new Set(valued.map(({ name }) => name)).size).toBeGreaterThan(6)
  })

  it.each(switches)('$name --$flag: alone, true or false, and nothing else', ({ name, flag }) => {
    for (const good of [`--${flag}`, `--${flag}=true`, `--${flag}=false`])
      expect(said(name, good)).toBeUndefined()
    for (const bad of ['yes', '', '1', 'True'])
      expect(said(name, `--${flag}=${bad}`)).toMatch(new RegExp(`^--${flag}: '${bad}' is not`))
    expect(said(name, `--no-${flag}`)).toBe(`'--no-${flag}' is not a flag; expected no --${flag}`)
  })

  it.each(valued)('$name --$flag: has a value, and once unless it is a list', (one) => {
    const { name, flag, option } = one
    expect(said(name, `--${flag}`, 'x')).toBeUndefined()
    expect(said(name, `--${flag}=x=y`)).toBeUndefined()
    const missing = option.requiresArg ? `--${flag}: expected a value after it` : undefined
    expect(said(name, `--${flag}`)).toBe(missing)
    expect(said(name, `--${flag}`, '--help')).toBe(missing)
    const twice = option.array ? undefined : `--${flag}: given 2 times; expected once`
    expect(said(name, `--${flag}`, 'x', `--${flag}=x`)).toBe(twice)
  })

  it('one that is another command’s is said to be that', () => {
    for (const { name, flag, option } of flags)
      for (const [other, { options = {} }] of all)
        if (!Object.hasOwn(options, flag) && option.hidden !== true)
          expect(said(other, `--${flag}`, 'x')).toMatch(
            new RegExp(`^'--${flag}' is a flag of .*\\b${name}\\b.*, not of ${other};`),
          )
  })

  it('a misspelt one is told with the one that was meant', () => {
    for (const { name, flag } of flags.filter((one) => one.flag.length > 4 && !one.option.hidden))
      expect(said(name, `--${flag.slice(0, -1)}_`)).toMatch(
        new RegExp(`^'--.*_' is not a flag; nearest: --${flag}$`),
      )
  })
})

it('a value that looks like a command, a flag of exec or a number is a value', () => {
  expect(said('check', '--prefix', 'exec', '--bucket', '-1', '--region', '-')).toBeUndefined()
  expect(said('exec', '--offline', '--', 'sh', '--offline=yes', '-')).toBeUndefined()
  expect(said('explain', '-')).toBeUndefined()
})
