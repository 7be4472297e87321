import { describe, expect, it } from 'vitest'
import { type Format, formats, render } from '../../../src/reporters/index.ts'
import { checkDocument } from '../../support/documents.ts'
import { HOSTILE, poisoned } from './poisoned.ts'

const LOOK = { colour: false, columns: 80, detail: 'verbose' } as const

/** Controls but the line feed, and what hides or reorders text (Unicode TR36). */
const HIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/
/** What a runner of GitHub Actions takes for a command, wherever the log shows it. */
const COMMAND = /^\s*::(error|warning|set-output|add-mask|stop-commands)|##\[/m

describe.each(formats)('as %s', (format: Format) => {
  it.each(HOSTILE)('a report full of %j is a whole document, and harmless', async (text) => {
    const said = await render(format, poisoned(text), LOOK)
    await checkDocument(format, said)
    expect(said).not.toMatch(HIDDEN)
    if (format !== 'github') expect(said).not.toMatch(COMMAND)
  })

  it.each(HOSTILE)('so is one whose page is %j, which is no address', async (text) => {
    const said = await render(format, poisoned('x', text), LOOK)
    // What an address is, the schema of JSON says.
    if (format !== 'json' && format !== 'ndjson') await checkDocument(format, said)
    expect(said).not.toMatch(HIDDEN)
    if (format !== 'github') expect(said).not.toMatch(COMMAND)
  })
})
