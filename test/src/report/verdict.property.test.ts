import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeReport } from '../../../src/report/make-report.ts'
import { reportSchema } from '../../../src/report/report-schema.ts'
import { type Played, play, type Scenario, scenarios } from '../scenario.ts'

/** The exit code by the documented table, told from the results alone. */
function exitCode({ nodes, failOn, offline }: Scenario, { input }: Played): number {
  const { results } = input
  const ended = (...statuses: string[]) => results.some(({ status }) => statuses.includes(status))
  const asked = results.filter((_, index) => nodes[index]?.network)
  const nobody = asked.length > 0 && asked.every(({ status }) => !DETERMINED.includes(status))
  const wanting = results.some(
    (result, index) =>
      nodes[index]?.required &&
      result.status === 'skip' &&
      (result.missing !== undefined || result.ruledOut === true),
  )
  if (failOn !== 'never' && ended('fail')) return 1
  if (failOn === 'warn' && ended('warn')) return 1
  return ended('error') || wanting || (nobody && !offline) ? 3 : 0
}

const DETERMINED = ['pass', 'warn', 'fail']

describe('the report of any run', { timeout: 120_000 }, () => {
  it('has the exit code and the verdict that are documented', async () => {
    const seen = new Set<string>()
    const held = async (scenario: Scenario) => {
      const played = await play(scenario)
      const made = makeReport(played.input)
      const code = exitCode(scenario, played)
      const could = exitCode({ ...scenario, failOn: 'never' }, played) === 0
      const { fail, warn } = made.summary
      const calm = warn > 0 ? 'warnings' : 'healthy'
      expect(made.exitCode).toBe(code)
      expect(made.verdict).toBe(fail > 0 ? 'unhealthy' : could ? calm : 'undetermined')
      expect(made.undetermined === undefined).toBe(could)
      seen.add(made.verdict).add(String(code))
    }
    await fc.assert(fc.asyncProperty(scenarios, held), { numRuns: 300 })
    expect([...seen].sort()).toEqual(
      ['0', '1', '3', 'healthy', 'undetermined', 'unhealthy', 'warnings'].sort(),
    )
  })

  it('follows from its roots alone: what is blocked changes neither code nor causes', async () => {
    const held = async (scenario: Scenario) => {
      // Without those that count where they are missing: what is required, or asks a server.
      const nodes = scenario.nodes.map((node) => ({ ...node, required: false }))
      const { input } = await play({ ...scenario, nodes, offline: true })
      const results = input.results.filter(({ status }) => status !== 'blocked')
      const [all, roots] = [makeReport(input), makeReport({ ...input, results })]
      expect(roots.exitCode).toBe(all.exitCode)
      expect(roots.verdict).toBe(all.verdict)
      const causes = (made: typeof all) => made.rootCauses.map(({ cause }) => cause).sort()
      expect(causes(roots)).toEqual(causes(all))
    }
    await fc.assert(fc.asyncProperty(scenarios, held), { numRuns: 200 })
  })

  it('keeps to its schema, with a summary that adds up', async () => {
    const validate = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(
      reportSchema,
    )
    const held = async (scenario: Scenario) => {
      const made = makeReport((await play(scenario)).input)
      expect(validate(JSON.parse(JSON.stringify(made))), JSON.stringify(validate.errors)).toBe(true)
      const total = Object.values(made.summary).reduce((sum, count) => sum + count, 0)
      expect(total).toBe(scenario.nodes.length)
    }
    await fc.assert(fc.asyncProperty(scenarios, held), { numRuns: 200 })
  })
})
