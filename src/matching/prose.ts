import { isLogPrefix } from './log-prefix.ts'

/** A line of a table, of a comment, of a list, of source code, of a shell's, or of tests that went well. */
const NO_MESSAGE = [
  /^\s{0,16}(?:\||#{1,6} |\/\/|\/\*|\* |- |• |\d{1,3}\. |\$ |\+ |--- |\+\+\+ |ok \d|PASS\b|✓|✔|√|✅)/,
  /\bthrow new\b|\braise \w|\bdef \w{1,64}\(|===|!==|\bif \(|\bcase ['"]|\bcatch \(|\bexcept \w/,
  /\bexpect\(|\bassert\w{0,16}[.(]|\bconsole\.\w|\bgrep\b|\bstrings\.\w/,
  /\b(?:const|let|var) \w{1,40} =|\breturn (?:new|errors|fmt)\b/,
  /\berrors\.New\(|\bfmt\.Errorf\(|\bnew \w{0,40}(?:Error|Exception)\(/,
  // The title of an issue, by its number; that of a commit, by its kind.
  /^\s{0,16}#\d{3,6} (?!\d)/,
  /^\s{0,16}(?:[0-9a-f]{7,40} )?(?:(?:fix|feat|docs|chore|refactor|perf|revert)!?|(?:build|ci|style|test|fix|feat|docs|chore|refactor|perf|revert)\([\w./-]{1,40}\)!?): /,
  /\bSELECT\b[^;]{0,160}\b(?:FROM|WHERE)\b/,
  /--- PASS|\bPASS(?:ED)?:/,
]

/** The name of a text in a file of messages, not one that says what a log holds there. */
const TEXT_NAME =
  /["'](?:errors|messages|msgs|i18n|texts|strings|translations)\.(?:[\w-]{1,40}\.){0,4}(?!\w{0,24}(?:message|msg|err|error|reason|details?|description|cause|stack|trace|text|body|log|stderr|exception|output|value)["'])[\w-]{1,60}["']\s{0,4}:\s{0,4}["']$/i

/** Words right before an error that say it is spoken of, and did not happen. */
const SPOKEN_OF =
  /(?<![\w./-])(?:no|without|any|every|each|all|never|not|zero|handles?|handled|handling|retry(?:ing)? (?:on|after)|retries on|retried|retryable|ignor(?:e|es|ed|ing)|expect(?:s|ed|ing)?|(?:expect|want|ignor|mock)\w{0,40}(?:error|code|status|exception)s?(?:\s{0,2}=)?|such as|like|e\.g\.|i\.e\.|example|means?|called|named|avoid\w{0,4}|prevent\w{0,4}|simulat\w{1,4}|mock\w{0,4}|inject\w{0,4}|fake|fix(?:ed|es)?|clos(?:ed|es)|resolv(?:ed|es)|docs?|documentation|glossary|changelog|added|explains?|question|faq|tip|note|hint|step \d{1,2}|retry[_-]on|allow\w{0,4}|known|possible|common|counts?|errors seen|summary|description|title|subject|todo|fixme)\s{0,2}[:"'(`-]{0,3}\s{0,4}["'`(]?$/i

/** Words anywhere in a line that say the same. */
const ABOUT =
  /\b(?:e\.g\.|for example|for instance|such as|which means|this means|means that|what (?:it|this) means|(?:is|are|was|were|gets?) (?:returned|thrown|printed|shown|raised|documented|described|handled|caught|explained|expected|ignored|retried|listed|reported) (?:when|if|by|where|as|in|for|only)|see (?:the|our) (?:docs|page|guide|table|section|handbook|runbook)|how to (?:fix|solve|mend|avoid|read)|if you (?:see|get|hit|meet)|when you (?:see|get|hit|meet)|whenever|changelog|release notes|stack ?overflow|unit tests?|test case|looks like this|how (?:do|can|should)|why (?:do|does|is|would)|what does|troubleshooting|error (?:handling|codes))\b|\[(?:resolved|fixed|closed|recovered)\]/i

/** A sentence of what to do in a case, or a question. */
const CONDITION = /(?:^|[.;:] )(?:if|when|whenever|unless|once|whether|should) [a-z]/i

/** Somebody tells what they got; the error is behind the colon. */
const REPORTED =
  /(?<!\b(?:do|did|can|could|should|would|will|may|might|if|when|whenever|once) )\b(?:I|we)(?:['’](?:m|re)| am| are| keep| always| only| just| still| have)? {1,2}(?:get|got|getting|see|saw|seeing|receive|received)\b[^.;"'`]{0,80}: /i

/** Words behind an error that say it is over, or was nothing. */
const OVER =
  /^.{0,200}?\b(?:was |were |is |are |been |got )?(?:handled|ignored|suppressed|as expected|\(expected\)|recovered|resolved|(?:attempt|try|retry) (?:\d{1,3} )?(?:succeeded|went through)|is fixed|was fixed|no longer|went away|cleared|is gone|are gone|has gone|means|indicates|is what|are what|can occur|may occur|might|happens when|occurs when|is one of|are among|is documented)\b/i

/** What is farther away is of another sentence. */
const NEAR = 160

/** Whether an error at this place is spoken of: in a table, a list, code, a sentence about errors. */
export function isProse(before: string, after: string): boolean {
  // Something stands between the two: what follows is no part of what comes before.
  const line = `${before.slice(-NEAR)}\0${after.slice(0, NEAR)}`
  return (
    NO_MESSAGE.some((mark) => mark.test(before.length < NEAR ? line : `x${line}`)) ||
    SPOKEN_OF.test(before.slice(-60)) ||
    TEXT_NAME.test(before.slice(-NEAR)) ||
    isConditional(before.slice(-NEAR)) ||
    ABOUT.test(line) ||
    isTable(before, after) ||
    isMentioned(before, after) ||
    OVER.test(after.slice(0, NEAR))
  )
}

function isConditional(before: string): boolean {
  const told = REPORTED.exec(before)
  return CONDITION.test(told === null ? before : before.slice(told.index + told[0].length))
}

/** Whether this is the text of documentation even where a whole error is quoted in it. */
export function isQuoted(before: string, after: string): boolean {
  const near = before.slice(-120)
  return (
    /(?<![\w./-])(?:e\.g\.|for example|for instance|such as|example(?![.\w])|documented|looks? like this|returns errors as|(?:would|might) (?:be|return|answer|say))(?:[^.;<]|\.\w|\.\.\.){0,60}$/i.test(
      near,
    ) ||
    isTable(before, after) ||
    isMentioned(before, after) ||
    NO_MESSAGE.some((mark) => mark.test(before))
  )
}

/** Whether a sentence runs on around it: around backticks, or quotes that no program writes. */
function isMentioned(before: string, after: string): boolean {
  return (
    // Of an even number of backticks, all are closed.
    (before.split('`').length % 2 === 0 && runsOn('`', '`', before, after)) ||
    runsOn('“', '”', before, after)
  )
}

function runsOn(open: string, close: string, before: string, after: string): boolean {
  const start = before.lastIndexOf(open)
  const end = after.indexOf(close)
  if (start < 0 || end < 0 || before.includes(close, start + 1)) return false
  const head = before.slice(0, start)
  const led = /[a-z]{2}\s{1,4}$/i.test(head.slice(-8)) && !isLogPrefix(head)
  return led || /^\s{1,4}[a-z]{2}/i.test(after.slice(end + 1, end + 8))
}

function isTable(before: string, after: string): boolean {
  return /^[^|]{0,400} \| /.test(after) || /^\s{0,8}\|/.test(before)
}
