import type { CauseStep, Step } from '../catalogue.ts'
import type { Evidence } from '../check.ts'
import { type SettingKey, type Settings, settingSpecs } from '../settings/settings.ts'
import { shellQuote } from '../shell-quote.ts'
import { visible } from '../visible.ts'

/** What a server may contribute to a command: nothing that a shell or a person could misread. */
const HARMLESS = /^[A-Za-z0-9._-]{1,64}$/
/** Evidence that the doctor itself makes, out of the user's settings and its own words. */
const OWN: ReadonlySet<string> = new Set([
  'action',
  'bucket',
  'expectedEndpoint',
  'expectedPrefix',
  'folder',
  'foundAt',
  'key',
  'missing',
  'setting',
  'source',
])
const PATH = /^\/[^\u0000-\u001f\u007f-\u009f]{0,4096}$/

/** Whether a step applies to a report with this evidence. */
export function applies({ when }: CauseStep, evidence: Evidence): boolean {
  if (when === undefined) return true
  const [, not = '', key = '', value] = /^(!?)([A-Za-z]+)(?:=(.*))?$/s.exec(when) ?? []
  const seen = Object.hasOwn(evidence, key) ? evidence[key] : undefined
  const holds = value === undefined ? seen !== undefined : String(seen) === value
  return holds === (not === '')
}

/**
 * A step with each `<name>` that is a known setting or piece of evidence filled in, quoted for
 * the shell in its command. What is not known, or came from a server and is not plainly
 * harmless, stays as written.
 */
export function fillStep(step: Step, evidence: Evidence, settings: Settings): Step {
  const known = (name: string): string | undefined => {
    const seen = evidence[name]
    if (seen !== undefined) {
      const text = String(seen)
      return OWN.has(name) || HARMLESS.test(text) || PATH.test(text) ? text : undefined
    }
    const spec = settingSpecs[name as SettingKey]
    return spec === undefined || spec.secret
      ? undefined
      : settings.values[name as SettingKey]?.value
  }
  const fill = (text: string, quote: (value: string) => string) =>
    text.replace(/<([A-Za-z][A-Za-z0-9]*)>/g, (placeholder, name: string) => {
      const value = known(name)
      return value === undefined ? placeholder : quote(value)
    })
  const filled = { do: fill(step.do, visible) }
  return step.run === undefined ? filled : { ...filled, run: fill(step.run, shellQuote) }
}
