/** One entry of a tar, written by hand. */
export interface TarBytes {
  readonly name: string
  readonly body?: string | Uint8Array
  /** `0` a file, `1` a hard link, `2` a symbolic link, `x` an extended header, … */
  readonly type?: string
  /** What the header says, where it is not the truth. */
  readonly size?: number | string
  readonly link?: string
  readonly checksum?: number
}

/** Header and body of one entry as POSIX.1-1988 (ustar) has them, whatever it may do to a reader. */
export function tarEntry({ name, body = '', type = '0', size, link = '', checksum }: TarBytes) {
  const bytes = Buffer.from(body)
  const header = Buffer.alloc(512)
  const octal = (value: number, length: number) =>
    `${value.toString(8).padStart(length - 1, '0')}\0`
  header.write(name, 0, 100)
  header.write(octal(0o644, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(typeof size === 'string' ? size : octal(size ?? bytes.length, 12), 124, 12, 'latin1')
  header.write(octal(0, 12), 136)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(link, 157, 100)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(checksum ?? sum, 7)} `, 148)
  return Buffer.concat([header, bytes, Buffer.alloc(-bytes.length & 511)])
}

/** A whole tar of these entries. */
export function tarOf(...entries: readonly TarBytes[]): Buffer {
  return Buffer.concat([...entries.map(tarEntry), Buffer.alloc(1024)])
}

/** An extended header (pax) of one record. */
export function paxOf(key: string, value: string): TarBytes {
  const record = ` ${key}=${value}\n`
  let length = record.length + 1
  while (`${length}${record}`.length !== length) length += 1
  return { name: 'PaxHeader/x', type: 'x', body: `${length}${record}` }
}
