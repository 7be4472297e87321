/** A command line of a page, and what the page shows of its output. */
export interface Shown {
  readonly line: string
  readonly output: readonly string[]
}

const BLOCK = /^```(sh|console)\n([\s\S]*?)^```$/gm
const OURS = /(^|\s|\|\s*)artifacts-doctor\s/

/** The command lines of the doctor's in the `sh` and `console` blocks of a page, in its order. */
export function commandsIn(page: string): Shown[] {
  return [...page.matchAll(BLOCK)]
    .flatMap(([, language, text = '']) => (language === 'sh' ? plain(text) : session(text)))
    .filter(({ line }) => OURS.test(line) && !/^(npm|npx --yes) /.test(line))
}

const plain = (text: string) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => ({ line, output: [] }))

function session(text: string): Shown[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [line = '', ...output] = part.split('\n')
      return { line, output: output.filter((shown) => shown.trim() !== '') }
    })
}

/** Text in which everything that is another in every run, and every line break, is the same. */
export function stable(text: string): string {
  return text
    .replace(/tx[0-9a-f-]+\s*[0-9a-f-]*/g, 'ID')
    .replace(/\d+(\.\d+)?( m?s\b)?/g, '#')
    .replace(/\s+/g, ' ')
    .trim()
}
