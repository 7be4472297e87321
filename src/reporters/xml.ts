/** An element of an XML document; a text stands for itself. */
export interface Element {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | number>>
  readonly children?: readonly (Element | string)[]
}

// What XML 1.0 has no way to write, escaped or not (w3.org/TR/xml, § 2.2, Char), lone halves of
// surrogate pairs among them; and what its authors advise against, as it hides or reorders text.
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]|\p{Surrogate}/gu

/** A document of one element, in which a character that XML cannot hold is shown as `\u{1b}`. */
export function xml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`
}

function written({ name, attributes = {}, children = [] }: Element, indent: string): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${inAttribute(value)}"`)
  const open = `${indent}<${name}${given.join('')}`
  if (children.length === 0) return `${open}/>\n`
  // Blanks around a text would be a part of it.
  if (children.every((child) => typeof child === 'string'))
    return `${open}>${children.map(escaped).join('')}</${name}>\n`
  const inner = children.map((child) =>
    typeof child === 'string' ? escaped(child) : written(child, `${indent}  `),
  )
  return `${open}>\n${inner.join('')}${indent}</${name}>\n`
}

/** A line break in an attribute is read as a blank unless it is a reference (§ 3.3.3). */
function inAttribute(value: string | number): string {
  return escaped(String(value))
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '&#10;')
    .replace(/\t/g, '&#9;')
}

/** `>` too, which must not end a CDATA section; a raw carriage return would be read as a line feed. */
function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;')
}
