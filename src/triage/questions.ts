import type { Catalogue } from '../catalogue.ts'
import { areaOf } from '../id.ts'
import type { Question, Triage } from './document.ts'
import type { Seen } from './triage-reader.ts'

interface Known extends Pick<Triage, 'rootCauses' | 'consequences' | 'unexplained'> {
  readonly notes: readonly string[]
  readonly catalogue: Catalogue
  readonly backend: 'managed' | 'byo' | undefined
  readonly seen: Seen
}

/** What is still to be known, the most telling first, and what to type to know it. */
export function questionsFor(known: Known): Question[] {
  return [
    ...(known.rootCauses.length === 0 ? nothingKnown(known) : []),
    ...whichBackend(known),
    ...whichReading(known),
    ...stillSo(known),
    ...wholeLog(known),
    ...when(known),
    ...theBundle(known),
  ]
}

const BUNDLE = 'artifacts-doctor bundle <workspace>'

function nothingKnown({ unexplained }: Known): Question[] {
  return [
    unexplained.length === 0
      ? {
          ask: 'What was typed, and what was printed then? Nothing here looks like an error: please send all of it, from the command on',
        }
      : {
          ask: `What was being done when this was first written (${unexplained[0]?.first.file}, line ${unexplained[0]?.first.line})? Please send what stands around it`,
        },
    {
      ask: 'What does the doctor say on that machine, with everything that it looks at?',
      run: 'artifacts-doctor check <workspace> --verbose',
    },
  ]
}

/** One code may mean one thing for managed storage and another for a bucket of one's own. */
function whichBackend({ rootCauses, catalogue, backend }: Known): Question[] {
  if (backend !== undefined) return []
  const matches = Object.values(catalogue).flatMap(({ match = [] }) => match)
  const divided = new Set(
    matches.flatMap((match) => ('code' in match && match.backend !== undefined ? match.code : [])),
  )
  const codes = rootCauses.flatMap(({ cause }) =>
    (catalogue[cause]?.match ?? []).flatMap((match) =>
      'code' in match && divided.has(match.code) ? match.code : [],
    ),
  )
  return codes.length === 0
    ? []
    : [
        {
          ask: `Is the storage managed by Tonbo, or a bucket of your own? ${[...new Set(codes)].join(' and ')} means something else in each case`,
          run: 'artifacts workspace show <workspace>',
        },
      ]
}

/** Where a text has several readings, or checks tell finer causes apart, those checks decide. */
function whichReading({ rootCauses, catalogue, seen }: Known): Question[] {
  const open = rootCauses.filter(({ cause, alternatives }) => {
    if (seen.findings.get(cause)?.reported !== undefined) return alternatives.length > 0
    const finer = Object.values(catalogue).some(({ refines }) => refines === cause)
    return alternatives.length > 0 || finer
  })
  const areas = new Map<string, string[]>()
  for (const { cause, alternatives } of open)
    for (const id of [cause, ...alternatives]) {
      const area = areaOf(id)
      areas.set(area, [...new Set([...(areas.get(area) ?? []), id])])
    }
  if (areas.size === 0) return []
  const ids = [...new Set([...areas.values()].flat())].join(', ')
  const only = [...areas.keys()].map((area) => `--only '${area}/*'`).join(' ')
  return [
    {
      ask: `Which is it exactly? The text alone does not tell (${ids}); these checks do`,
      run: `artifacts-doctor check <workspace> ${only}`,
    },
  ]
}

function stillSo({ rootCauses }: Known): Question[] {
  return rootCauses.some(({ transient }) => transient)
    ? [
        {
          ask: 'Is it still so? Some of this clears by itself',
          run: 'artifacts-doctor check <workspace> --wait 60s',
        },
      ]
    : []
}

function wholeLog({ notes }: Known): Question[] {
  return notes.some((note) => note.includes('cut off') || note.includes('not looked into'))
    ? [
        {
          ask: 'Not all that was sent could be read (see the notes): can it be sent again, whole and unpacked?',
        },
      ]
    : []
}

function when({ seen }: Known): Question[] {
  const found = [...seen.findings.values()].filter(({ reported }) => reported === undefined)
  return found.length > 0 && found.every(({ first }) => first.written === undefined)
    ? [{ ask: 'When was that, and in which time zone? The lines do not say' }]
    : []
}

function theBundle({ seen }: Known): Question[] {
  return seen.reports > 0
    ? []
    : [{ ask: 'Can a support bundle be sent? All secrets are taken out of it', run: BUNDLE }]
}
