import { auth } from './auth.ts'
import { host } from './host.ts'
import { hostCli } from './host-cli.ts'
import { metadata } from './metadata.ts'
import { mount } from './mount.ts'
import { network } from './network.ts'
import { orchestrator } from './orchestrator.ts'
import { storage } from './storage.ts'
import { workspace } from './workspace.ts'

/** Every cause that the built-in checks and `explain` know, in the order in which equals are reported. */
export const causes = {
  ...host,
  ...hostCli,
  ...network,
  ...auth,
  ...orchestrator,
  ...workspace,
  ...storage,
  ...metadata,
  ...mount,
}

/** The id of a built-in cause. */
export type CauseId = keyof typeof causes
