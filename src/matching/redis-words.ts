/**
 * What Redis begins its errors with: words, no codes. They tell nothing without what follows, which
 * the catalogue has as text; before a colon they are the name of a setting, or a kernel's.
 */
export const redisWords: ReadonlySet<string> = new Set(
  'NOAUTH WRONGPASS NOPERM LOADING READONLY OOM MISCONF CLUSTERDOWN MASTERDOWN WRONGTYPE'.split(
    ' ',
  ),
)
