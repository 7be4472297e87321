// Asks the doctor about a workspace, and says what is wrong in a line each: node diagnose.js acme/demo
import { diagnose, explain, UsageError } from 'artifacts-doctor'

const [workspace] = process.argv.slice(2)

try {
  const report = await diagnose({
    ...(workspace === undefined ? {} : { workspace }),
    offline: true,
    skip: ['host/*'],
    onEvent: (event) => {
      if (event.event === 'check.end') console.error(`${event.check.status} ${event.check.id}`)
    },
  })
  console.log(`${report.verdict}, in ${report.checks.length} checks`)
  for (const { cause, title, fix } of report.rootCauses)
    console.log(`${cause}: ${title}. ${fix[0]?.do}`)
} catch (error) {
  // A workspace that cannot be one, a pattern that fits nothing.
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 2
}

const [reading] = await explain('SignatureDoesNotMatch')
console.log(`SignatureDoesNotMatch is ${reading?.cause}`)
