/** The permission bits of a file as chmod(1) takes them: `0755`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0')
}
