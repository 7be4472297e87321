import { play } from './internet.ts'
import { asking, controls, silentRuns } from './scenarios.ts'

// Run in a network of its own: prints what was seen of each scenario, by its title.
for (const scenario of [...asking, ...silentRuns, ...Object.values(controls)]) {
  process.stdout.write(`${JSON.stringify([scenario.title, await play(scenario)])}\n`)
}
