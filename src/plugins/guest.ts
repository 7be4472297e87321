import { AsyncLocalStorage } from 'node:async_hooks'
import { type Check, type Outcome, unsure } from '../check.ts'
import type { Plugin } from './plugin.ts'

/** Whose code is running: a plug-in's while it is loaded, or one of its checks'. */
export interface Guest {
  readonly who: string
  /** Ends the check as `error` if it has not ended; returns whether it had not. */
  end(reason: string): boolean
}

const guests = new AsyncLocalStorage<Guest>()

/** The guest in whose asynchronous context this is called, even from a timer it left behind. */
export function guestNow(): Guest | undefined {
  return guests.getStore()
}

/** Runs a guest's code so that whatever it leaves behind can be traced to it. */
export function asGuest<T>(guest: Guest, work: () => T): T {
  return guests.run(guest, work)
}

/**
 * A plug-in whose checks run as guests: what one throws outside its promise is traced to it and ends
 * it instead of the process.
 */
export function guestPlugin(plugin: Plugin): Plugin {
  return { ...plugin, checks: plugin.checks.map((check) => guestCheck(check, plugin.name)) }
}

function guestCheck(check: Check, plugin: string): Check {
  const run: Check['run'] = (context) =>
    new Promise<Outcome>((resolve, reject) => {
      let open = true
      const close = () => {
        open = false
      }
      const guest: Guest = {
        who: `${check.id} of ${plugin}`,
        end: (reason) => {
          const ended = open
          close()
          resolve(unsure(reason))
          return ended
        },
      }
      const own = { ...context, leftovers: ownLeftovers(context.leftovers) }
      asGuest(guest, async () => check.run(own))
        .finally(close)
        .then(resolve, reject)
    })
  return { ...check, run }
}

/** A view of the leftovers in which a check can remove only its own. */
function ownLeftovers(all: Set<string>): Set<string> {
  const own = new Set<string>()
  const { add } = own
  const forget = (name: string) =>
    own.has(name) && all.delete(name) && Set.prototype.delete.call(own, name)
  return Object.assign(own, {
    add: (name: string) => {
      all.add(String(name))
      return add.call(own, String(name))
    },
    delete: forget,
    clear: () => {
      for (const name of [...own]) forget(name)
    },
  })
}
