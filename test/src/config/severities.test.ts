import { describe, expect, it } from 'vitest'
import { withSeverities } from '../../../src/config/severities.ts'
import { ended, sampleCause, sampleReport } from '../samples.ts'

const CAUSES = { 'a/fails': sampleCause(), 'a/warns': sampleCause({ warning: true }) }
const said = (as: 'warn' | 'fail') => ({ as, at: '/c.yaml: severities' })

describe('withSeverities', () => {
  it('turns a failure down and a warning up, and says where that was said', () => {
    const made = withSeverities(CAUSES, { 'a/fails': said('warn'), 'a/warns': said('fail') })
    expect(made['a/fails']).toMatchObject({ warning: true, severityFrom: '/c.yaml: severities' })
    expect(made['a/warns']).toMatchObject({ severityFrom: '/c.yaml: severities' })
    expect(made['a/warns']).not.toHaveProperty('warning')
    expect(Object.keys(made)).toEqual(Object.keys(CAUSES))
  })

  it('says nothing of what is so already', () => {
    expect(withSeverities(CAUSES, { 'a/fails': said('fail'), 'a/warns': said('warn') })).toEqual(
      CAUSES,
    )
  })

  it('is told in the report', () => {
    const catalogue = withSeverities(CAUSES, { 'a/fails': said('warn') })
    const made = sampleReport([ended.warn('a/1', 'a/fails')], catalogue)
    expect(made.rootCauses).toMatchObject([
      { severity: 'warn', severityFrom: '/c.yaml: severities' },
    ])
  })

  it.each(['a/fail', 'constructor', 'toString/x'])('refuses %s with the nearest', (id) => {
    expect(() => withSeverities(CAUSES, { [id]: said('warn') })).toThrow(
      `/c.yaml: severities: '${id}' is not a cause; nearest: 'a/`,
    )
  })
})
