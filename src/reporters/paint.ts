import { stripVTControlCharacters, styleText } from 'node:util'
import wrapAnsi from 'wrap-ansi'

type Style = Parameters<typeof styleText>[0]

/** Colours and wraps for one stream. */
export interface Paint {
  style(style: Style, text: string): string
  /** `text` in lines no wider than the stream, each after `indent` spaces, the first after `label`. */
  hang(label: string, text: string, indent: number): string
}

/** A paint for a stream of this width; without colour, styles do nothing. */
export function paint(colour: boolean, columns: number): Paint {
  const width = Math.max(40, Math.min(columns, 100))
  return {
    style: (style, text) => (colour ? styleText(style, text) : text),
    hang: (label, text, indent) => {
      const gap = ' '.repeat(Math.max(0, indent - stripVTControlCharacters(label).length))
      const lines = wrapAnsi(text, width - indent, { hard: false, trim: true }).split('\n')
      return lines
        .map((line, index) => `${index === 0 ? label + gap : ' '.repeat(indent)}${line}`.trimEnd())
        .join('\n')
    },
  }
}
