import { describe, expect, it } from 'vitest'
import { catalogueFaults } from '../../../src/catalogue.ts'
import { triage } from '../../../src/triage/index.ts'
import { sampleCause } from '../samples.ts'

describe('consequenceOf', () => {
  it('must fit another cause', () => {
    const faults = catalogueFaults({
      'a/one': sampleCause({ consequenceOf: ['a/two', 'a/*'] }),
      'a/two': sampleCause({ consequenceOf: ['a/on', 'b/*', 'a/two'] }),
    })
    expect(faults).toHaveLength(3)
    expect(faults[0]).toMatch(/'a\/two' follows from 'a\/on', .* nearest: 'a\/one'/)
  })

  it('leaves the first of causes that follow from each other as the root', async () => {
    const catalogue = {
      'a/one': sampleCause({ match: [{ code: 'FirstOne' }], consequenceOf: ['a/two'] }),
      'a/two': sampleCause({ match: [{ code: 'SecondOne' }], consequenceOf: ['a/three'] }),
      'a/three': sampleCause({ match: [{ code: 'ThirdOne' }], consequenceOf: ['a/one'] }),
    }
    const rootsOf = async (...codes: string[]) => {
      const log = Buffer.from(codes.map((code) => `error: api error ${code}: no\n`).join(''))
      const inputs = [
        {
          name: 'log',
          open: async function* () {
            yield log
          },
        },
      ]
      return (await triage(inputs, { catalogue })).rootCauses.map(({ cause }) => cause)
    }
    expect(await rootsOf('FirstOne', 'ThirdOne', 'SecondOne')).toEqual(['a/one'])
    expect(await rootsOf('ThirdOne', 'SecondOne', 'FirstOne')).toEqual(['a/three'])
    expect(await rootsOf('FirstOne')).toEqual(['a/one'])
  })
})
