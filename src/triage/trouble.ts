const TROUBLE =
  /error\b|\berr\b|\bfatal\b|\bfail(?:ed|ures?|s|ing)?\b|\bpanic\b|\bdenied\b|\brefused\b|\bcritical\b|exception\b|\btraceback\b|\btimed out\b|\bunable to\b|\bcannot\b|\bcould(?: not|n't)\b|\baborted\b|\binvalid\b/i

/** What holds such a word and tells of no trouble. */
const HARMLESS: readonly RegExp[] = [
  /\b(?:no|0|zero|without(?: any)?)\s{1,4}(?:errors?|failures?|failed|exceptions?)\b/gi,
  /\b(?:errors?|err|failed|failures?|exceptions?)["']?\s{0,4}[:=]\s{0,4}(?:["']{2}|\[\]|0\b|nil\b|null\b|none\b|false\b|<nil>)/gi,
  /\b(?:https?|s3):\/\/\S{1,2000}/gi,
]

/** Whether a line looks like an error. */
export function isTrouble(line: string): boolean {
  if (!TROUBLE.test(line)) return false
  return TROUBLE.test(HARMLESS.reduce((rest, shape) => rest.replace(shape, ''), line))
}

const GENERIC =
  /^(?:error: |fatal: )?(?:process completed with exit code \d{1,5}|job failed(?:: exit (?:code|status) \d{1,5})?|(?:command )?exit(?:ed with)? (?:code|status) \d{1,5}|script failed|build failed)\.?$|^make(?:\[\d{1,3}\])?: \*\*\* .{0,300} error \d{1,3}$|^npm (?:err!|error) (?:code elifecycle|errno \d{1,5}|lifecycle script)/i

/** Whether a line says only that something failed: told what, nobody misses it. */
export function isGeneric(line: string): boolean {
  return GENERIC.test(line.trim())
}
