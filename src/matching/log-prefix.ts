/** What programs, collectors and CI systems write before a message, piece by piece. */
const PIECES = [
  /[ \t]{1,64}/y,
  // 2026-11-21T18:00:00.123Z, 2026/11/21 18:00:00, in brackets or not.
  /\[?\d{4}[-/]\d\d[-/]\d\d[T ]?(?:\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?)?(?: ?Z| ?[+-]\d\d:?\d\d| UTC)?\]?[:,]?/y,
  /\[?\d\d[-/]\d\d[ T]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?\]?[:,]?/y,
  /\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?[:,]?/y,
  /(?:Mon |Tue |Wed |Thu |Fri |Sat |Sun )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: \d{4})?/y,
  // The header of klog: I1121 18:00:00.123456 7 main.go:42]
  /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} {1,8}\d{1,8} [\w.-]{1,64}:\d{1,6}\]/y,
  // A host and a program with its number, as in syslog; then without a host.
  /[\w.-]{1,64} [\w./-]{1,64}\[\d{1,10}\]:?/y,
  /[\w./-]{1,64}\[\d{1,10}\]:?/y,
  /[<[(]?(?:trace|debug|info|notice|warn|warning|error|err|fatal|panic|critical|crit|severe|alert)[>\])]?(?=[ \t:|]|$):?/iy,
  /[\w./-]{1,80}\.(?:go|py|js|ts|mjs|rs|java|rb|c|cc|cpp):\d{1,6}:?/y,
  // A service of Compose, a step of BuildKit, a tag, a quoted mail, a command of GitHub's.
  /[\w.-]{1,64} {0,24}\| /y,
  /#\d{1,4} \d{1,6}\.\d{1,4}/y,
  /\[[\w .:/#-]{1,48}\]:?/y,
  />/y,
  /(?:✗|✘|✖|×|⨯|❌|⚠|‼|⛔|\uFE0F|!){1,3}/y,
  /##\[\w{1,12}\]|::\w{1,12}(?: [\w=,./ -]{0,200})?::/y,
  /\d{10}(?:\d{3})?(?:\.\d{1,9})?/y,
]

/** Whether a text is nothing but what a log writes before a message. */
export function isLogPrefix(text: string): boolean {
  let at = 0
  while (at < text.length) {
    const piece = PIECES.find((one) => {
      one.lastIndex = at
      return one.test(text)
    })
    if (piece === undefined || piece.lastIndex === at) return false
    at = piece.lastIndex
  }
  return true
}
