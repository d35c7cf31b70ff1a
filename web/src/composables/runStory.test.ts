import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../api/contract'
import { complete, failure, note, training, validation } from '../testing/events'
import { NOTHING_TOLD, tell } from './runStory'

describe('tell', () => {
  const texts = (story: { log: readonly { text: string }[] }) => story.log.map(({ text }) => text)

  it('keeps one line of a row of steps, as a terminal does', () => {
    const story = tell(NOTHING_TOLD, [note('start'), training(1), training(2), validation(1, 0.5), training(3), complete])
    expect(texts(story)).toEqual(['start', 'update 2', 'epoch 1', 'update 3', 'Complete.'])
  })

  it('keeps the last line of each model of a benchmark', () => {
    const step = (model: string, emails_done: number): ProgressEvent => ({
      type: 'progress', phase: 'benchmark', message: `${model} ${emails_done}`, model, emails_done, emails: 9,
    })
    const story = tell(NOTHING_TOLD, [step('a', 1), step('a', 9), step('b', 2)])
    expect(texts(story)).toEqual(['a 9', 'b 2'])
    expect(story.progress?.model).toBe('b')
  })

  it('tells the same whether events come one by one or together', () => {
    const events = [note('start'), training(1, 2), training(2, 1.5), validation(1, 0.5), failure('no')]
    const oneByOne = events.reduce((story, event) => tell(story, [event]), NOTHING_TOLD)
    expect(oneByOne).toEqual(tell(NOTHING_TOLD, events))
    expect(oneByOne.losses).toEqual([[1, 2], [2, 1.5]])
  })

  it('puts an epoch where its last update was, and leaves out what was not scored', () => {
    const story = tell(NOTHING_TOLD, [training(7), validation(1, 0.5), training(14), validation(2)])
    expect(story.epochs.map(({ update, macroF1 }) => [update, macroF1])).toEqual([[7, 0.5], [14, undefined]])
  })

  it('numbers lines so that none has the number of another', () => {
    const story = tell(tell(NOTHING_TOLD, [note('a'), training(1)]), [training(2), note('b'), note('b')])
    const numbers = story.log.map(({ number }) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})
