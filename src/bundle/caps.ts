/** How much goes into a bundle, in bytes as they are before packing. */
export const caps = {
  /** Of one log, its end. */
  perLogBytes: 1_048_576,
  logs: 20,
  totalBytes: 20 * 1_048_576,
} as const

/** How much is read of a bundle that comes from somebody else. */
export const readingCaps = {
  files: 1000,
  /** Of all its files as they are unpacked, padding and headers with them. */
  totalBytes: 64 * 1_048_576,
  /** No text is packed more tightly: beyond what a doctor writes, more is a bomb. */
  ratio: 200,
  nameLength: 200,
} as const
