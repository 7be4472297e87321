import { addressOf, type Context, type Evidence } from '../../src/index.ts'
import { directly } from '../directly.ts'

/** The proxy of the environment that was in between, and what becomes of a connection without it. */
export async function proxyEvidence(
  context: Context,
  through: string | undefined,
): Promise<Evidence> {
  const url = context.settings.get('orchestratorUrl')
  if (through === undefined || url === undefined) return {}
  return { through, direct: await directly(context, addressOf(new URL(url))) }
}
