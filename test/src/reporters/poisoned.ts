import type { Report } from '../../../src/report/report.ts'
import { ended, sampleCause, sampleReport, sampleSettings } from '../samples.ts'

/** An address may hold more than one thinks. */
const DOCS = "https://example.com/a)(b'c*d_e~f?g=&i"

/** A report in which a stranger's text stands wherever one can come to stand, a plug-in's own among them. */
export function poisoned(text: string, docs = DOCS): Report {
  const said = { title: text, why: text, docs, fix: [{ do: text, run: text }] }
  const made = sampleReport(
    [
      { ...ended.pass('a/1'), title: text },
      ended.fail('a/2', 'f/one', { code: text, [text]: text }, ['w/one']),
      ended.warn('b/3', 'w/one', { message: text }),
      { ...ended.error('b/4'), reason: text, evidence: { said: text } } as never,
      ended.blocked('b/5', 'a/2', 'b/4'),
      { ...ended.skip('c/6'), reason: text } as never,
      ended.waived('c/7', 'f/two', text, text),
    ],
    {
      'f/one': sampleCause({ ...said, severityFrom: text }),
      'f/two': sampleCause(said),
      'w/one': sampleCause({ ...said, warning: true }),
    },
    {
      settings: sampleSettings({
        workspace: { value: text, source: text, ignored: text },
        bucket: { value: text, source: text },
        endpoint: { value: text, source: text },
        backend: { value: 'byo', source: text },
      }),
      config: { path: text, source: 'found', profile: text },
      writes: text,
      leftovers: [text],
      interrupted: 'SIGINT',
    },
  )
  return { ...made, undetermined: [text] }
}

/** Texts that mean something to a terminal, an XML parser, a page of Markdown or a runner of jobs. */
export const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  ']]><!-- --><![CDATA[ & &amp; &#0; &#x1b; "\' </system-out></testcase>',
  '**bold** _it_ ~~gone~~ `code` ``more`` [link](javascript:alert(1)) ![i](//x) | cell | <b>',
  '\n\n# heading\n- list\n1. one\n> quote\n```\nfence\n```\n---\n| a | b |\n|---|---|\n',
  '# heading',
  '- list',
  '12) list',
  '    indented',
  '===',
  '</details></summary><details open>',
  '@everyone #123 https://evil.example/x www.evil.example a@b.example <https://x.example> xmpp:x',
  '::error title=x::y\n::set-output name=x::y\r::add-mask::a%0A::stop-commands::x',
  ' ::warning::x ##[add-mask]secret ##[error]x %25 %0A , : a',
  '\u001b[31mred\u001b[0m\u0000\u0007\u009b2J\u202egnp.exe\u200b\ufffe\uffff\ud800 \udfff',
  '\\',
  '`',
  '',
  '   ',
]
