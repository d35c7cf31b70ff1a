import { describe, expect, it } from 'vitest'
import { failed, scored } from '../../dev/fixtures'
import { mix, textOn } from './colors'
import { caveats, verdict } from './scores'

const model = (changes: object) => ({ name: 'm', ...scored(0.5, 'best', 1), ...changes })

describe('verdict', () => {
  it.each([
    ['best', 'best'],
    ['worse', 'worse than the best'],
    ['cannot tell', 'cannot tell'],
  ])('says %s in words', (given, words) => expect(verdict(model({ verdict: given }))).toBe(words))

  it('has none without a score', () => expect(verdict({ name: 'm', ...failed('no memory') })).toBe('no score'))
})

describe('caveats', () => {
  it('are none for a plain score', () => expect(caveats(model({}))).toEqual([]))

  it('tell of rows that a model has seen, that chose its epoch, or that nobody knows', () => {
    expect(caveats(model({ seen_rows: 7 })).join()).toContain('trained on 7 of its 108')
    expect(caveats(model({ out_of_fold_rows: 60 })).join()).toContain('trained on 60 of its 108 emails; models of its cross')
    expect(caveats(model({ epoch_choice_rows: 93 })).join()).toContain('93 of its 108 emails chose its best epoch')
    expect(caveats(model({ training_rows_known: false })).join()).toContain('not recorded')
    expect(caveats(model({ failures: 2 })).join()).toContain('failed on 2')
  })
})

describe('colours', () => {
  it('are mixed in proportion', () => expect(mix('#000000', '#ff8000', 0.5)).toBe('#804000'))

  it('carry the text that is easier to read', () => {
    expect(textOn('#f0eee8')).toBe('#000000')
    expect(textOn('#0b6273')).toBe('#ffffff')
  })
})
