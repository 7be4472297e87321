import type { BundledLog, Manifest } from './document.ts'

/** The logs of which only the end is included. */
export function cutOf(logs: readonly BundledLog[]): Manifest['cut'] {
  return logs.flatMap((log) =>
    'file' in log && log.cut
      ? [{ name: log.file.name, kept: log.file.bytes.length, size: log.size }]
      : [],
  )
}

/** The logs that were named and are not included. */
export function leftOf(logs: readonly BundledLog[]): Manifest['left'] {
  return logs.flatMap((log) => ('left' in log ? [{ name: log.name, why: log.left }] : []))
}
