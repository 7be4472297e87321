/** A size as a person reads it: `412 B`, `9.5 KB`, `1 MB`; of 1024 each. */
export function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1_048_576) return `${Number((bytes / 1024).toFixed(1))} KB`
  return `${Number((bytes / 1_048_576).toFixed(1))} MB`
}
