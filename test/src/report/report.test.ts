import { describe, expect, it } from 'vitest'
import type { RootCause } from '../../../src/report/report.ts'
import { secret } from '../../../src/secrets/secret.ts'
import { ended, sampleCause, sampleReport, sampleSettings } from '../samples.ts'

const { pass, warn, fail, error, blocked, skip } = ended

const CATALOGUE = {
  'w/first': sampleCause({ warning: true, first: true }),
  'w/one': sampleCause({ warning: true }),
  'f/one': sampleCause({ transient: true, owner: 'provider' }),
  'f/two': sampleCause({ refines: 'd/known' }),
  'f/three': sampleCause(),
  'd/known': sampleCause({ documented: true, match: [{ code: 'SignatureDoesNotMatch' }] }),
  'f/clock': sampleCause({ first: true }),
}

function roots(...results: Parameters<typeof sampleReport>[0]): readonly RootCause[] {
  return sampleReport(results, CATALOGUE).rootCauses
}

const order = (...results: Parameters<typeof sampleReport>[0]) =>
  roots(...results).map(({ cause }) => cause)

describe('the root causes of a report', () => {
  it('give failures before warnings, whatever a warning unblocks or comes first', () => {
    const results = [warn('a/1', 'w/first'), warn('a/2', 'w/one'), fail('a/3', 'f/three')]
    expect(order(...results)).toEqual(['f/three', 'w/first', 'w/one'])
  })

  it('give a cause that is first before those that unblock more', () => {
    const results = [
      fail('a/1', 'f/one'),
      blocked('a/2', 'a/1'),
      blocked('a/3', 'a/1'),
      fail('a/4', 'f/clock'),
    ]
    expect(order(...results)).toEqual(['f/clock', 'f/one'])
  })

  it('give what unblocks most before the rest, with the checks that it unblocks', () => {
    const results = [
      fail('a/1', 'f/one'),
      fail('a/2', 'f/two'),
      blocked('a/3', 'a/2'),
      fail('a/4', 'f/three'),
      blocked('a/5', 'a/1', 'a/4'),
      blocked('a/6', 'a/4'),
    ]
    const found = roots(...results)
    expect(found.map(({ cause }) => cause)).toEqual(['f/three', 'f/one', 'f/two'])
    expect(found.map(({ unblocks }) => unblocks)).toEqual([['a/5', 'a/6'], ['a/5'], ['a/3']])
  })

  it('give equals in the order of the catalogue, not of the checks', () => {
    const results = [fail('a/1', 'f/three'), fail('a/2', 'f/two'), fail('a/3', 'f/one')]
    expect(order(...results)).toEqual(['f/one', 'f/two', 'f/three'])
  })

  it('give one cause that several checks found once, with all that it unblocks', () => {
    const results = [
      fail('a/1', 'f/one', {}, ['f/two', 'f/three']),
      blocked('a/2', 'a/1'),
      fail('a/3', 'f/one', {}, ['f/two', 'd/known']),
      blocked('a/4', 'a/3'),
      blocked('a/5', 'a/1', 'a/3'),
    ]
    expect(roots(...results)).toMatchObject([
      {
        cause: 'f/one',
        severity: 'fail',
        checks: ['a/1', 'a/3'],
        unblocks: ['a/2', 'a/4', 'a/5'],
        alternatives: ['f/two', 'f/three', 'd/known'],
        transient: true,
        owner: 'provider',
      },
    ])
  })

  it('are none where nothing failed or warned', () => {
    expect(roots(pass('a/1'), error('a/2'), blocked('a/3', 'a/2'), skip('a/4'))).toEqual([])
  })

  it('say what a refined cause was documented as, and of others nothing', () => {
    const [refined, plain] = roots(
      fail('a/1', 'f/two', { code: 'AuthorizationHeaderMalformed' }),
      fail('a/2', 'f/three', { code: 'Other' }),
    )
    expect(refined).toMatchObject({ documented: false, documentedAs: { cause: 'd/known' } })
    expect(plain).not.toHaveProperty('documentedAs')
  })

  it("give the documented cause's own code as seen, not the wire's", () => {
    const [refined] = roots(fail('a/1', 'f/two', { code: 'AuthorizationHeaderMalformed' }))
    const documentedAs = { seen: 'SignatureDoesNotMatch', cause: 'd/known' }
    expect(refined?.documentedAs).toStrictEqual(documentedAs)
  })
})

describe('the steps of a root cause', () => {
  const fix = [{ do: 'Look at <host>', run: 'ping <host>' }, { do: 'Ask for help' }]
  const catalogue = { 'n/refused': sampleCause({ fix }) }
  const steps = (...hosts: string[]) => {
    const results = hosts.map((host, index) => fail(`a/${index}`, 'n/refused', { host }))
    return sampleReport(results, catalogue).rootCauses[0]?.fix
  }

  it('are given once for a peer that several checks met', () => {
    expect(steps('a.example', 'a.example')).toEqual([
      { do: 'Look at a.example', run: 'ping a.example' },
      { do: 'Ask for help' },
    ])
  })

  it('are given for each peer, but what names none only once', () => {
    expect(steps('a.example', 'b.example', 'a.example')?.map((step) => step.do)).toEqual([
      'Look at a.example',
      'Ask for help',
      'Look at b.example',
    ])
  })
})

describe('the settings of a report', () => {
  it('show values with their sources, and of secrets only that they are there', () => {
    const values = {
      bucket: { value: 'cases', source: '--bucket' },
      region: { value: 'eu-west-3', source: 'endpoint', ignored: 'auto from AWS_REGION' },
      secretAccessKey: { secret: secret('hunter2-hunter2'), source: 'the cache' },
      metadataUrl: { value: 'redis://h', secret: secret('redis://:hunter2@h'), source: 'ENV' },
    }
    const made = sampleReport([], {}, { settings: sampleSettings(values) })
    expect(made.settings).toStrictEqual({
      bucket: { value: 'cases', source: '--bucket' },
      region: { value: 'eu-west-3', source: 'endpoint', ignored: 'auto from AWS_REGION' },
      secretAccessKey: { present: true, source: 'the cache' },
      metadataUrl: { value: 'redis://h', source: 'ENV' },
    })
    expect(JSON.stringify(made)).not.toContain('hunter2')
  })
})
