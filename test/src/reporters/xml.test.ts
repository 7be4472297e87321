import fc from 'fast-check'
import { expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { xml } from '../../../src/reporters/xml.ts'

const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="all"><xs:complexType><xs:sequence>
    <xs:element name="one" maxOccurs="unbounded"><xs:complexType><xs:simpleContent>
      <xs:extension base="xs:string"><xs:attribute name="said" use="required"/></xs:extension>
    </xs:simpleContent></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`

it('is XML, whatever text stands in it', async () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(...'<>&"\'\r\n\t]', ']]>', '&#0;', '<!--', '\u{1fffe}', '😀'),
  )
  const texts = fc.sample(fc.string({ unit }), 5000)
  const all = texts.map((text) => ({ name: 'one', attributes: { said: text }, children: [text] }))
  const { errors } = await validateXML({
    xml: { fileName: 'all.xml', contents: xml({ name: 'all', children: all }) },
    schema: { fileName: 'all.xsd', contents: SCHEMA },
  })
  expect(errors).toEqual([])
})

it('shows what XML cannot hold, and keeps line breaks', () => {
  const text = xml({
    name: 'a',
    attributes: { b: 'one\ntwo\tthree"' },
    children: ['\u001b[1m\r\n\ud800 & <'],
  })
  expect(text).toContain('<a b="one&#10;two&#9;three&quot;">')
  expect(text).toContain('>\\u{1b}[1m&#13;\n\\u{d800} &amp; &lt;</a>')
})
