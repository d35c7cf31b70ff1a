import { describe, expect, it, vi } from 'vitest'
import { keysOf, useLabelKeys } from './useLabelKeys'

const labelsOf = (count: number) => Array.from({ length: count }, (_, i) => `label ${i + 1}`)

describe('keysOf', () => {
  it('gives ten labels the digits from 1 to 9 and 0', () => {
    expect(keysOf(3)).toEqual(['1', '2', '3'])
    expect(keysOf(10)).toEqual([...'1234567890'])
  })

  it('gives every label up to a hundred a code, none of which begins another', () => {
    for (let count = 1; count <= 100; count++) {
      const codes = keysOf(count)
      expect(new Set(codes).size).toBe(count)
      for (const code of codes) expect(codes.filter((other) => other.startsWith(code))).toEqual([code])
    }
    expect(keysOf(120)).toHaveLength(100)
  })

  it('gives two keys to no more labels than it must', () => {
    expect(keysOf(12)).toEqual([...'123456789', '01', '02', '03'])
  })
})

describe('useLabelKeys', () => {
  it('chooses by one key, or by two after the first', () => {
    const choose = vi.fn()
    const { press, begun } = useLabelKeys(() => labelsOf(12), choose)
    expect(press('2')).toBe(true)
    expect(choose).toHaveBeenLastCalledWith('label 2')
    expect(press('0')).toBe(true)
    expect([begun.value, choose.mock.calls.length]).toEqual(['0', 1])
    expect(press('3')).toBe(true)
    expect(choose).toHaveBeenLastCalledWith('label 12')
  })

  it('gives a code up at any other key, which then acts by itself', () => {
    const choose = vi.fn()
    const { press, begun } = useLabelKeys(() => labelsOf(12), choose)
    press('0')
    expect(press('s')).toBe(false)
    expect(begun.value).toBe('')
    press('3')
    expect(choose.mock.calls).toEqual([['label 3']])
  })
})
