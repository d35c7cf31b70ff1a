import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { trainedModels } from '../../dev/fixtures'
import ModelBadge from './ModelBadge.vue'
import ModelBadges from './ModelBadges.vue'

describe('ModelBadges', () => {
  it('are there only when there are models', () => {
    expect(mount(ModelBadges, { props: { models: [] } }).find('section').exists()).toBe(false)
    expect(mount(ModelBadges, { props: { models: trainedModels } }).findAll('li')).toHaveLength(2)
  })
})

describe('ModelBadge', () => {
  const show = () => {
    const wrapper = mount(ModelBadge, { props: { model: trainedModels[0]! }, attachTo: document.body })
    return { wrapper, button: wrapper.get('button'), card: wrapper.get('[role=tooltip]') }
  }

  it('names the model and its macro-F1', () => {
    expect(show().button.text()).toMatch(/avocet-minilm\s+macro-F1 0\.712/)
  })

  it.each([
    ['mouseenter', 'li', 'mouseleave'],
    ['focus', 'button', 'blur'],
  ])('tells more on %s', async (enter, where, leave) => {
    const { wrapper, card } = show()
    expect(card.isVisible()).toBe(false)
    await wrapper.get(where).trigger(enter)
    expect(card.isVisible()).toBe(true)
    expect(card.text()).toContain('sentence-transformers/all-MiniLM-L6-v2')
    expect(card.text()).toContain('371 emails, 5 epochs')
    expect(card.text()).toContain('21 Nov 2026')
    expect(card.text()).toContain('bf16')
    await wrapper.get(where).trigger(leave)
    expect(card.isVisible()).toBe(false)
  })

  it('goes with Escape', async () => {
    const { button, card } = show()
    await button.trigger('focus')
    await button.trigger('keydown', { key: 'Escape' })
    expect(card.isVisible()).toBe(false)
  })

  it('describes the button to a screen reader', () => {
    const { button, card } = show()
    expect(button.attributes('aria-describedby')).toBe(card.attributes('id'))
  })
})
