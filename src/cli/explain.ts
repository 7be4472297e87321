import type { Catalogue } from '../catalogue.ts'
import { type Explained, explain } from '../explain/explain.ts'
import { explanationsOf } from '../explain/explanation.ts'
import { nearestCause } from '../matching/nearest-cause.ts'
import { docsLine, labelled, stepLines } from '../reporters/cause-text.ts'
import { explanationMarkdown } from '../reporters/explanation-markdown.ts'
import { paint } from '../reporters/paint.ts'
import { UsageError } from '../usage-error.ts'
import { visible } from '../visible.ts'
import { coloured } from './colour.ts'
import { textToExplain } from './explain-input.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

interface ExplainArguments {
  readonly text?: readonly string[] | undefined
  readonly backend?: string | undefined
  readonly format?: string | undefined
  readonly all?: boolean | undefined
  readonly output?: string | undefined
}

/** Names the causes behind a text: 0 when one is known, 1 when none is. With `all`, every cause. */
export async function explainCommand(argv: ExplainArguments, io: Io): Promise<number> {
  const { text: words = [], all = false, output, format = 'text' } = argv
  if (output !== undefined && !(all && format === 'markdown'))
    throw new UsageError('--output goes with --all --format markdown, and names a directory')
  if (all && words.length > 0)
    throw new UsageError('--all explains every cause; leave the text out')
  const causes = await io.loadCauses()
  if (output !== undefined) {
    await (await import('./write-pages.ts')).writePages(output, causes)
    return 0
  }
  const text = all ? '' : await textToExplain(words, io)
  const backend = argv.backend as 'managed' | 'byo' | undefined
  const matches = all
    ? Object.keys(causes).map((id) => ({ cause: id, matched: id }))
    : explain(text, causes, backend === undefined ? {} : { backend })
  const redact = io.redactor([])
  const shown = shownAs(format, matches, causes, text, io)
  // As JSON, nothing of the text is said back; and what redacts text could break it.
  await write(io.stdout, shown, format === 'json' ? (json) => json : redact)
  return matches.length > 0 ? 0 : 1
}

function shownAs(
  format: string,
  matches: readonly Explained[],
  causes: Catalogue,
  text: string,
  io: Io,
): string {
  if (format === 'json') return asJson(matches, causes)
  if (matches.length === 0) return `${unknown(text, causes)}\n`
  return format === 'markdown' ? explanationMarkdown(matches, causes) : asText(matches, causes, io)
}

function asJson(matches: readonly Explained[], causes: Catalogue): string {
  const explanation = {
    schema: 'artifacts-doctor/explanation/v1',
    matches: explanationsOf(matches, causes),
  }
  return `${JSON.stringify(explanation, undefined, 2)}\n`
}

/** That a text is not known, and what it may be about, as a question. */
function unknown(text: string, causes: Catalogue): string {
  const said = 'No known cause matches this text.'
  const guess = nearestCause(text, causes)
  const title = guess && causes[guess.cause]?.title
  if (guess === undefined || title === undefined) return said
  const { cause, like } = guess
  const name = like === undefined || like === cause ? '' : ` (${cause})`
  return `${said} Did you mean ${like ?? cause}? That would be: ${title}${name}.`
}

function asText(matches: readonly Explained[], causes: Catalogue, io: Io): string {
  const ink = paint(
    coloured('auto', io.stdout, io.env),
    (io.stdout as Partial<NodeJS.WriteStream>).columns || 80,
  )
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
  return `${preface(matches)}${blocks.join('\n\n')}\n`
}

/** What to make of several causes: readings of one word, or errors in the order to mend them. */
function preface(matches: readonly Explained[]): string {
  const [first] = matches
  if (first === undefined || matches.length === 1) return ''
  if (matches.every(({ cause, matched }) => cause === matched)) return ''
  return matches.every(({ matched }) => matched === first.matched)
    ? 'This text has several readings.\n\n'
    : 'This text names several causes. Begin with the first.\n\n'
}
