import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../api/contract'
import { training } from '../testing/events'
import RunProgress from './RunProgress.vue'

const show = (progress: ProgressEvent | null) => mount(RunProgress, { props: { progress, label: 'Progress' } })

describe('RunProgress', () => {
  it('has no figure before the first step', () => {
    const wrapper = show(null)
    expect(wrapper.get('progress').attributes('value')).toBeUndefined()
    expect(wrapper.text()).toContain('Getting ready')
  })

  it('shows how far a fine-tuning is, and the time left', () => {
    const wrapper = show(training(25, 0.5))
    expect(wrapper.get('progress').element.value).toBe(0.25)
    expect(wrapper.get('progress').attributes('aria-label')).toBe('Progress')
    expect(wrapper.text()).toBe('epoch 1 of 5 · update 25 of 100 · loss 0.500 · 1 min 05 s left')
  })

  it('counts the models of a benchmark into its share', () => {
    const wrapper = show({
      type: 'progress', phase: 'benchmark', message: '', model: 'minilm', model_number: 2, models: 4,
      emails_done: 50, emails: 100, emails_per_second: 8.25, eta_seconds: 6,
    })
    expect(wrapper.get('progress').element.value).toBe(0.375)
    expect(wrapper.text()).toBe('minilm (model 2 of 4) · 50 of 100 emails · 8.3 a second · 6 s left for this model')
  })

  it('leaves out what it was not told', () => {
    const { eta_seconds: _, loss: __, ...silent } = training(25)
    expect(show(silent).text()).toBe('epoch 1 of 5 · update 25 of 100')
  })
})
