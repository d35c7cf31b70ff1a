import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { LABELS } from '../../dev/fixtures'
import { labelChanges, noLabelChanges } from '../../dev/labelChanges'
import type { LabelChanges } from '../api/contract'
import { useActs } from '../composables/useActs'
import { faultsOf } from '../testing/faultsOf'
import { Refused, serve, type Answers } from '../testing/server'
import { withSetup } from '../testing/withSetup'
import WhatChanged from './WhatChanged.vue'

const [first, second] = labelChanges.corrections

async function show(changes: LabelChanges | null = labelChanges, answers: Answers = {}, error = '') {
  const fetch = serve({ '/api/labels': { id: first!.id, label: first!.label }, ...answers })
  const acts = withSetup(() => useActs(() => {})).result
  const wrapper = mount(WhatChanged, { props: { changes, error, acts, labels: LABELS }, attachTo: document.body })
  const fold = wrapper.find('h2 button')
  if (fold.exists()) await fold.trigger('click')
  const button = (name: string) => wrapper.findAll('li button').find((one) => one.text().startsWith(name))!
  const sent = () => fetch.mock.calls.map(([, init]) => JSON.parse(String(init!.body)) as unknown)
  return { wrapper, button, sent, acts }
}

function goTo(hash: string): void {
  window.location.hash = hash
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

describe('WhatChanged', () => {
  it('is open and in view where the address names it', async () => {
    goTo('#/labels/what-changed')
    const shown = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => {})
    const acts = withSetup(() => useActs(() => {})).result
    const wrapper = mount(WhatChanged, { props: { changes: labelChanges, error: '', acts, labels: LABELS }, attachTo: document.body })
    await flushPromises()
    expect(wrapper.get('h2 button').attributes('aria-expanded')).toBe('true')
    expect(shown).toHaveBeenCalledOnce()
    goTo('')
  })

  it('shows both scores with what they were measured on, and that they do not compare', async () => {
    const { wrapper } = await show()
    const rows = wrapper.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
    expect(rows.slice(1)).toEqual([
      ['Trained on', '315 emails', '371 emails'],
      ['Macro-F1', '0.655', '0.712'],
      ['Accuracy', '0.742', '0.787'],
      ['Measured on', '79 emails', '93 emails'],
    ])
    expect(wrapper.text()).toContain('The two were measured on different emails, so their scores do not compare.')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('says the difference where the emails were the same, and that a first training has none', async () => {
    expect((await show({ ...labelChanges, comparable: true })).wrapper.text()).toContain('Macro-F1 +0.057, on the same emails.')
    const alone = await show({ ...labelChanges, before: null })
    expect(alone.wrapper.text()).toContain('This is the first training')
    expect(alone.wrapper.findAll('thead th').map((cell) => cell.text())).toEqual(['Now: avocet-minilm'])
  })

  it('lists each label that the model sees otherwise: what it takes the email for, how sure, and whether it has learned it', async () => {
    const { wrapper } = await show()
    const [one, two, hostile] = wrapper.findAll('li')
    expect(one!.text()).toContain('Taken for positive_response, 93.0% sure. The model has not learned from it.')
    expect(one!.text()).toContain('thank you for your interest')
    expect(two!.text()).toContain('The model has learned it as interview_scheduled.')
    expect(hostile!.text()).toContain('<img src=x onerror="window.stolen = 1">')
    expect(wrapper.element.querySelectorAll('script, img, b, i')).toHaveLength(0)
    expect('stolen' in window).toBe(false)
  })

  it('keeps, takes the label of the model, or another one; each is gone at once, and the next has the focus', async () => {
    const { wrapper, button, sent } = await show()
    await button('Keep neutral').trigger('click')
    expect(wrapper.findAll('li')).toHaveLength(2)
    await flushPromises()
    expect(document.activeElement?.textContent).toBe('Re: Thursday')
    await button('Change to event_rescheduled').trigger('click')
    await wrapper.get('li select').setValue('hired')
    await flushPromises()
    expect(sent()).toEqual([
      { id: first!.id, label: 'neutral' },
      { id: second!.id, label: 'event_rescheduled' },
      { id: labelChanges.corrections[2]!.id, label: 'hired' },
    ])
    expect(wrapper.findAll('li')).toHaveLength(0)
  })

  it('says at its place what was saved, and has it undone', async () => {
    const { wrapper, button } = await show()
    await button('Change to positive_response').trigger('click')
    await flushPromises()
    expect(wrapper.get('.toast').text()).toContain('Saved as positive_response: Your application')
    await wrapper.get('.toast button').trigger('click')
    expect(wrapper.emitted('undo')).toHaveLength(1)
    await wrapper.setProps({ changes: { ...labelChanges } })
    expect(wrapper.findAll('li')).toHaveLength(3)
  })

  it('says in an alert why a label was not saved, and lists the email again', async () => {
    const { wrapper, button } = await show(labelChanges, { '/api/labels': new Refused(500, 'There is no space left.') })
    await button('Keep neutral').trigger('click')
    await flushPromises()
    expect(wrapper.get('[role=alert]').text()).toContain('There is no space left.')
    expect(wrapper.findAll('li')).toHaveLength(3)
  })

  it('says how far it is, how many are decided and that not all are listed', async () => {
    const { wrapper } = await show({ ...labelChanges, prepared: { emails: 120, of: 464 }, decided: 2, total: 240 })
    for (const words of [
      'avocet-minilm sees 240 labels otherwise',
      'The model has been asked about 120 of 464 labelled emails so far.',
      'The 3 of which it is most confident are listed.',
      '2 labels kept or changed since that training. Train again',
    ]) {
      expect(wrapper.text()).toContain(words)
    }
  })

  it('says that the model agrees, and nothing at all without a model', async () => {
    const { wrapper } = await show({ ...labelChanges, corrections: [], total: 0 })
    expect(wrapper.text()).toContain('It sees every label as you do.')
    expect((await show(noLabelChanges)).wrapper.text()).toBe('')
  })

  it('says why there is nothing to show', async () => {
    const { wrapper } = await show(null, {}, 'data/email_score.jsonl cannot be read.')
    expect(wrapper.get('[role=alert]').text()).toContain('cannot be read')
  })
})
