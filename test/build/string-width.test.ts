import fc from 'fast-check'
import widthOf from 'fast-string-width'
import { expect, it } from 'vitest'
import stringWidth from '../../build/string-width.ts'

const letters = [...'aZ09 \n\t~\u007f\u00a0\u00ad©éÿ–—…·✓✔✗\ufe0f字😀👩‍👩‍👧e\u0301\u001b[1m']

it('measures what is plain as what is not', () => {
  const text = fc.array(fc.constantFrom(...letters), { maxLength: 12 }).map((all) => all.join(''))
  fc.assert(fc.property(text, (one) => stringWidth(one) === widthOf(one)))
  expect([stringWidth('plain – …\n✓'), stringWidth('字'), stringWidth('✔\ufe0f')]).toEqual([
    10, 2, 2,
  ])
})
