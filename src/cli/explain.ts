import type { Catalogue } from '../catalogue.ts'
import { type Explained, explain } from '../explain.ts'
import { nearest } from '../nearest.ts'
import { docsLine, labelled, stepLines } from '../reporters/cause-text.ts'
import { paint } from '../reporters/paint.ts'
import { UsageError } from '../usage-error.ts'
import { visible } from '../visible.ts'
import { coloured } from './colour.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

interface ExplainArguments {
  readonly text?: readonly string[] | undefined
  readonly backend?: string | undefined
  readonly format?: string | undefined
}

const LARGEST_TEXT = 1_048_576

/** Names the causes behind a text: 0 when one is known, 1 when none is. */
export async function explainCommand(argv: ExplainArguments, io: Io): Promise<number> {
  const causes = await io.loadCauses()
  const words = argv.text ?? []
  const text =
    words.length === 0 || (words.length === 1 && words[0] === '-')
      ? await readAll(io)
      : words.join(' ')
  if (text.trim() === '')
    throw new UsageError('explain: there is no text; expected a code, a message or a cause id')
  const backend = argv.backend as 'managed' | 'byo' | undefined
  const matches = explain(text, causes, backend === undefined ? {} : { backend })
  const redact = io.redactor([])
  const shown = argv.format === 'json' ? asJson(matches, causes) : asText(matches, causes, text, io)
  // As JSON, nothing of the text is said back; and what redacts text could break it.
  await write(io.stdout, shown, argv.format === 'json' ? (json) => json : redact)
  return matches.length > 0 ? 0 : 1
}

async function readAll({ stdin }: Io): Promise<string> {
  let text = ''
  for await (const chunk of stdin) {
    text += chunk
    if (text.length > LARGEST_TEXT)
      throw new UsageError('explain: the text is longer than a megabyte')
  }
  return text
}

function asJson(matches: readonly Explained[], causes: Catalogue): string {
  const full = matches.flatMap(({ cause, matched }) => {
    const known = causes[cause]
    if (known === undefined) return []
    const { title, why, docs, documented, owner } = known
    const fix = known.fix.map(({ when: _, ...step }) => step)
    return [{ cause, matched, title, why, fix, docs, documented, owner }]
  })
  return `${JSON.stringify({ schema: 'artifacts-doctor/explanation/v1', matches: full }, undefined, 2)}\n`
}

function asText(matches: readonly Explained[], causes: Catalogue, text: string, io: Io): string {
  const ink = paint(
    coloured('auto', io.stdout, io.env),
    (io.stdout as Partial<NodeJS.WriteStream>).columns || 80,
  )
  if (matches.length === 0) {
    const near = nearest(text.trim().slice(0, 100), namesOf(causes))
    return `No known cause matches this text. Did you mean ${near}?\n`
  }
  const blocks = matches.flatMap(({ cause, matched }) => {
    const known = causes[cause]
    if (known === undefined) return []
    return [
      [
        ink.hang('', `${ink.style('bold', known.title)}  ${ink.style('dim', cause)}`, 0),
        labelled(ink, 'From', visible(matched)),
        labelled(ink, 'Why', known.why),
        ...stepLines(ink, known.fix),
        docsLine(ink, known),
      ].join('\n'),
    ]
  })
  const several = blocks.length > 1 ? 'This text has several readings.\n\n' : ''
  return `${several}${blocks.join('\n\n')}\n`
}

/** Everything that may be asked for by name: ids and codes. */
function namesOf(causes: Catalogue): string[] {
  return Object.entries(causes).flatMap(([id, { match = [] }]) => [
    id,
    ...match.flatMap((one) => ('code' in one ? [one.code] : [])),
  ])
}
