import { describe, expect, it } from 'vitest'
import { junit } from '../../../src/reporters/junit.ts'
import { junitFaults } from '../../support/documents.ts'
import { ended, sampleCause, sampleReport } from '../samples.ts'

const CATALOGUE = {
  'f/one': sampleCause({ fix: [{ do: 'Mend it', run: 'mend --it' }], refines: 'w/one' }),
  'w/one': sampleCause({ warning: true, title: 'Odd', match: [{ code: 'Odd' }] }),
}

describe('a report as JUnit', () => {
  const text = junit(
    sampleReport(
      [
        ended.pass('a/1'),
        ended.fail('a/2', 'f/one', { code: 'a<b\n"c"' }, ['w/one']),
        ended.warn('b/3', 'w/one'),
        ended.blocked('b/4', 'a/2'),
        ended.skip('b/5'),
        ended.error('b/6'),
      ],
      CATALOGUE,
    ),
  )

  it('has a suite an area and a case a check, counted', () => {
    expect(text).toMatch(/<testsuites name="artifacts-doctor" tests="6" failures="1" errors="1"/)
    expect(text).toMatch(/<testsuite name="a" .*tests="2" failures="1" errors="0" skipped="0"/)
    expect(text).toMatch(/<testsuite name="b" .*tests="4" failures="0" errors="1" skipped="2"/)
    expect(text).toMatch(/<testcase name="a\/1" classname="artifacts-doctor.a" time="0.001"\/>/)
  })

  it('tells a failure, an error, a skip and a warning each in its own way', () => {
    expect(text).toContain(
      [
        '<failure message="Something is wrong" type="f/one">Something is wrong (f/one)',
        'Why: It happens.',
        'Seen: code a&lt;b "c"',
        'Do: Mend it',
        '  mend --it',
        'Or: w/one',
        'Docs: https://example.com/docs · documented as w/one (Odd)</failure>',
      ].join('\n'),
    )
    expect(text).toContain('<system-out>warning: Odd (w/one)\n')
    expect(text).toContain('<skipped>blocked by a/2 (f/one)</skipped>')
    expect(text).toContain('<skipped>no b/5</skipped>')
    expect(text).toContain('<error message="no idea" type="could-not-tell"/>')
    expect(text).not.toContain('name="run"')
  })

  it('does not pass where a run was only a part of one', () => {
    const part = junit(sampleReport([ended.pass('a/1')], {}, { interrupted: 'SIGINT' }))
    expect(part).toMatch(/<testsuite name="run" .*tests="1" failures="0" errors="1"/)
    expect(part).toContain('message="interrupted by SIGINT: this is only a part"')
  })
})

describe('the schema', () => {
  it.each<[what: string, text: string]>([
    ['is no XML', '<testsuites>'],
    ['has an element of its own', '<testsuites><suite/></testsuites>'],
    ['has a case without a name', '<testsuite name="a" tests="1"><testcase/></testsuite>'],
    [
      'has a skip behind an error',
      '<testsuite name="a" tests="1"><testcase name="b"><error/><skipped/></testcase></testsuite>',
    ],
    [
      'holds what XML cannot',
      '<testsuite name="a" tests="0"><system-out>\u001b</system-out></testsuite>',
    ],
  ])('refuses what %s', async (_, text) => {
    expect(await junitFaults(text)).not.toEqual([])
  })
})
