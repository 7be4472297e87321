import { defineCheck, fail, pass, skip, unsure } from 'artifacts-doctor'

/** Asks the licence server that ACME_LICENCE_URL names whether it is well. */
export const licence = defineCheck({
  id: 'acme/licence',
  title: 'Licence server answers',
  network: true,
  async run({ env, signal }) {
    const address = env.ACME_LICENCE_URL
    if (address === undefined) return skip('ACME_LICENCE_URL is not set')
    if (!URL.canParse(address)) return unsure('ACME_LICENCE_URL is not a URL')
    const { host } = new URL(address)
    try {
      const { ok, status } = await fetch(address, { signal })
      const evidence = { host, httpStatus: status }
      return ok ? pass(evidence) : fail('acme/licence-server-sick', evidence)
    } catch (error) {
      // Out of time: the doctor says so itself.
      if (signal.aborted) throw error
      return fail('acme/licence-server-away', { host })
    }
  },
})
