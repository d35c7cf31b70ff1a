import { describe, expect, it } from 'vitest'
import { counted, duration, gigabytes, interval, milliseconds, NOT_MEASURED, perSecond, score, shortScore } from './format'

describe('format', () => {
  it.each([null, undefined, Number.NaN])('says of a figure that is %s that it is missing', (missing) => {
    for (const words of [score, milliseconds, perSecond, gigabytes]) expect(words(missing)).toBe(NOT_MEASURED)
    expect(interval(undefined)).toBe(NOT_MEASURED)
  })

  it('shows a real 0 as 0', () => {
    expect(score(0)).toBe('0.000')
    expect(milliseconds(0)).toBe('under 0.1 ms')
  })

  it('rounds where the rest says nothing', () => {
    expect([0.003, 3.14, 338.2, 12_340].map(milliseconds)).toEqual(['under 0.1 ms', '3.1 ms', '338 ms', '12.3 s'])
    expect([8.25, 21986.4].map(perSecond)).toEqual(['8.3 emails/s', '21,986 emails/s'])
  })

  it('shortens scores without changing them', () => {
    expect([0.714, 1, 0].map(shortScore)).toEqual(['.71', '1.00', '.00'])
  })

  it('says durations as the command line does', () => {
    expect([0.4, 59, 125, 3720].map(duration)).toEqual(['0 s', '59 s', '2 min 05 s', '1 h 02 min'])
  })

  it('counts one thing and many', () => {
    expect([counted(1, 'email'), counted(1200, 'email')]).toEqual(['1 email', '1,200 emails'])
  })
})
