import { describe, expect, it } from 'vitest'
import { partsOf } from './quotes'

describe('partsOf', () => {
  it('parts what was written from what is quoted, in order', () => {
    expect(partsOf('Yes.\n\n> Thursday?\n>> At ten?\n\nSee you\r\n> Jo')).toEqual([
      { isQuoted: false, text: 'Yes.' },
      { isQuoted: true, text: '> Thursday?\n>> At ten?' },
      { isQuoted: false, text: 'See you' },
      { isQuoted: true, text: '> Jo' },
    ])
  })

  it('keeps indentation and blank lines inside a part, and has no empty parts', () => {
    expect(partsOf('a\n\n  b')).toEqual([{ isQuoted: false, text: 'a\n\n  b' }])
    expect(partsOf('> a\n\n> b').map(({ text }) => text)).toEqual(['> a', '> b'])
    expect(partsOf(' \n ')).toEqual([])
  })
})
