import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { demoModel, trainedModels } from '../../dev/fixtures'
import { faultsOf } from '../testing/faultsOf'
import ModelBadge from './ModelBadge.vue'
import ModelBadges from './ModelBadges.vue'

describe('ModelBadges', () => {
  it('are there only when there are models', () => {
    expect(mount(ModelBadges, { props: { models: [] } }).find('section').exists()).toBe(false)
    expect(mount(ModelBadges, { props: { models: trainedModels } }).findAll('li')).toHaveLength(2)
  })

  it('are sorted by score among those that were measured on the same emails, and these say so', () => {
    const wrapper = mount(ModelBadges, { props: { models: [...trainedModels, demoModel] } })
    const groups = wrapper.findAll('.group').map((group) => group.findAll('.badge').map((badge) => badge.text().split(/\s/)[0]))
    expect(groups).toEqual([['avocet-deberta-small', 'avocet-minilm'], ['demo']])
    expect(wrapper.findAll('.group .hint').map((hint) => hint.text())).toEqual(['Measured on the same 93 emails'])
    expect(wrapper.text()).toContain('Scores on different emails cannot be compared.')
  })

  it('put the group of the newest model first, whatever its scores', () => {
    const newest = { ...demoModel, val_macro_f1: 0.1, timestamp: '2026-11-30T00:00:00Z' }
    const wrapper = mount(ModelBadges, { props: { models: [...trainedModels, newest] } })
    expect(wrapper.get('.badge').text()).toMatch(/^demo/)
  })

  it('need no words about comparison when there is one group', () => {
    expect(mount(ModelBadges, { props: { models: trainedModels } }).text()).not.toContain('cannot be compared')
    expect(mount(ModelBadges, { props: { models: [demoModel] } }).find('.hint').exists()).toBe(false)
  })

  it('have no faults that axe finds', async () => {
    const wrapper = mount(ModelBadges, { props: { models: [...trainedModels, demoModel] }, attachTo: document.body })
    expect(await faultsOf(wrapper.element)).toEqual([])
  })
})

describe('ModelBadge', () => {
  const show = (model = trainedModels[0]!) => {
    const wrapper = mount(ModelBadge, { props: { model }, attachTo: document.body })
    return { wrapper, button: wrapper.get('button'), card: wrapper.get('[role=tooltip]') }
  }

  it('names the model, its macro-F1 and the emails that this was measured on', () => {
    expect(show().button.text()).toMatch(/^avocet-minilm\s+macro-F1 0\.712\s+on 93 emails of email_score\.jsonl$/)
    expect(show(demoModel).button.text()).toContain('on 84 emails of demo_emails.jsonl and 1 more file')
  })

  it('tells how these emails were chosen, as far as that is known', () => {
    expect(show().card.text()).toContain('93 emails, held out by a grouped split')
    expect(show(demoModel).card.text()).toMatch(/84 emails, held out(?! by)/)
    expect(show({ ...demoModel, validation: 'cross-validated' }).card.text()).toContain('84 emails, cross-validated')
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
    expect(card.text()).toContain('data/email_score.jsonl')
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
