import type { Catalogue, Cause, Match } from '../catalogue.ts'
import { areaOf } from '../id.ts'
import { address, code, codeBlock, prose, steps } from './markdown-escape.ts'

/** The file name of a cause's page: `storage/put` is on `storage-put.md`. */
export function pageName(id: string): string {
  return `${id.replaceAll('/', '-')}.md`
}

/** The page of a cause, in Markdown: what you see, why, how to be sure, what to do, whose it is. */
export function causePage(id: string, cause: Cause, catalogue: Catalogue): string {
  const kinds = [
    cause.warning ? 'a warning' : 'a failure',
    ...(cause.transient ? ['may clear by itself'] : []),
    cause.documented
      ? "documented in the product's own page of error codes"
      : 'not documented by the product',
  ]
  return `${[
    `# ${prose(cause.title)}`,
    `${code(id)} · ${kinds.join(' · ')}`,
    ...refinement(cause),
    '## What you see',
    seen(cause, catalogue, id),
    '## Why',
    prose(cause.why),
    '## How to be sure',
    surely(id, cause),
    '## What to do',
    steps(cause.fix),
    '## Whose it is',
    OWNERS[cause.owner],
    ...(cause.documented ? [`The product's own words: ${address(cause.docs)}`] : []),
  ].join('\n\n')}\n`
}

/** Who can mend a cause, in a sentence. */
export const OWNERS: Readonly<Record<Cause['owner'], string>> = {
  you: 'Yours: nothing here needs anybody else.',
  tonbo:
    "Tonbo's. If it lasts, write to contact@tonbo.io, with the time and the identifier of the workspace.",
  provider: 'Your provider’s: the steps say what you can do meanwhile.',
}

function refinement({ refines }: Cause): string[] {
  if (refines === undefined) return []
  return [`It tells more about [${code(refines)}](${pageName(refines)}).`]
}

function seen({ match = [] }: Cause, catalogue: Catalogue, id: string): string {
  if (match.length === 0) return 'Nothing prints it in so many words. A check has to find it.'
  const others = Object.entries(catalogue).filter(([other]) => other !== id)
  const lines = match.map((one) => {
    const shared = others
      .filter(([, cause]) => cause.match?.some((theirs) => sameSign(theirs, one)))
      .map(([other]) => `[${code(other)}](${pageName(other)})`)
    const also = shared.length === 0 ? '' : `, which may also be ${shared.join(' or ')}`
    return `- ${sign(one)}${also}`
  })
  return `In what a command, a server or a log says:\n\n${[...new Set(lines)].join('\n')}`
}

function sign(match: Match): string {
  if ('status' in match) {
    const from =
      match.from === undefined
        ? ''
        : match.from === 'storage'
          ? ' from the storage'
          : ' from the orchestrator'
    return `HTTP status ${match.status}${from}, with no code that says more`
  }
  const backend =
    match.backend === undefined
      ? ''
      : `, where the storage is ${match.backend === 'managed' ? 'managed' : 'your own'}`
  if ('text' in match)
    return `${code(match.text.replaceAll('*', '…'))}${match.open ? ' …' : ''}${backend}`
  const message =
    match.message === undefined
      ? ''
      : ` with ${match.message.map(code).join(' or ')} in its message`
  return `the code ${code(match.code)}${message}${backend}`
}

function sameSign(a: Match, b: Match): boolean {
  if ('status' in a) return 'status' in b && a.status === b.status
  if ('text' in a) return 'text' in b && a.text === b.text
  return 'code' in b && a.code === b.code && a.message === b.message
}

/** The settings without which the checks of an area have nothing to look at. */
const SETTINGS: Readonly<Record<string, string>> = {
  workspace: '<workspace>',
  storage: '--backend byo --bucket <bucket> --endpoint <endpoint>',
  metadata: '--metadata-url redis://<host>:6379/<database>',
  mount: '--mountpoint <mountpoint>',
}

function surely(id: string, { foundBy = [], intent }: Cause): string {
  const [likeliest, ...others] = foundBy
  if (likeliest === undefined) {
    const ask = codeBlock("artifacts-doctor explain '<what was printed>'")
    return `No check meets it before a command that changes something does. Hand what was printed to the doctor:\n\n${ask}`
  }
  const called = id === likeliest ? ', and is called like it' : ''
  const also = others.length === 0 ? '' : ` So may ${others.map(code).join(', ')}.`
  return `The check ${code(likeliest)} names it${called}.${also}\n\n${codeBlock(commandFor(foundBy, intent))}`
}

/** What to type to have these checks run, with the settings that they need. */
function commandFor(checks: readonly string[], intent: Cause['intent']): string {
  const areas = new Set(checks.map(areaOf))
  const settings = Object.entries(SETTINGS).filter(([area]) => areas.has(area))
  return [
    `artifacts-doctor --only ${checks.join(',')}`,
    ...settings.map(([, setting]) => setting),
    ...(intent === undefined ? [] : [`--for ${intent}`]),
    // This one runs only while something is waited for.
    ...(checks.includes('storage/propagation') ? ['--wait 60s'] : []),
  ].join(' ')
}
