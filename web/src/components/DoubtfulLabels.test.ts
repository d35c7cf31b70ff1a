import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { doubtfulLabels, LABELS } from '../../dev/fixtures'
import type { DoubtfulLabels as Doubts } from '../api/contract'
import { faultsOf } from '../testing/faultsOf'
import { Refused, serve } from '../testing/server'
import DoubtfulLabels from './DoubtfulLabels.vue'

const [first] = doubtfulLabels.doubtful
let wrapper: ReturnType<typeof show>

const show = (doubts: Doubts = doubtfulLabels) => mount(DoubtfulLabels, { props: { doubts, labels: LABELS }, attachTo: document.body })
const press = async (name: string) => {
  await wrapper.findAll('button').find((button) => button.text().startsWith(name))!.trigger('click')
  await flushPromises()
}
const sent = (fetch: ReturnType<typeof serve>) => JSON.parse(String(fetch.mock.calls[0]![1]!.body)) as unknown

describe('DoubtfulLabels', () => {
  afterEach(() => wrapper.unmount())

  it('shows each email with its label, the likely one and both probabilities, without faults', async () => {
    wrapper = show()
    const words = wrapper.text()
    for (const part of ['3 labels are probably wrong', 'Updated invitation', 'Keep event_rescheduled 0.072', 'Change to interview_scheduled 0.799', 'Without a subject, line 303', 'This email has no text.']) {
      expect(words).toContain(part)
    }
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('keeps a label by giving it once more, and takes the likely one', async () => {
    let fetch = serve({ '/api/labels': { id: first!.id, label: first!.label } })
    wrapper = show()
    await press('Keep event_rescheduled')
    expect(sent(fetch)).toEqual({ id: first!.id, label: 'event_rescheduled' })
    wrapper.unmount()
    fetch = serve({ '/api/labels': { id: first!.id, label: first!.likely } })
    wrapper = show()
    await press('Change to interview_scheduled')
    expect(sent(fetch)).toEqual({ id: first!.id, label: 'interview_scheduled' })
    expect(wrapper.text()).toContain('Saved as interview_scheduled: Updated invitation')
    expect(wrapper.emitted('changed')).toHaveLength(1)
  })

  it('undoes the last decision', async () => {
    serve({ '/api/labels': { id: first!.id, label: first!.likely }, '/api/labels/undo': { id: first!.id, label: first!.label, undone: 'label' } })
    wrapper = show()
    await press('Change to interview_scheduled')
    await press('Undo')
    expect(wrapper.text()).toContain('The label is event_rescheduled again.')
    expect(wrapper.emitted('changed')).toHaveLength(2)
  })

  it('says as an alert why a label was not saved, and does not say that it was', async () => {
    serve({ '/api/labels': new Refused(500, 'data/email_score.jsonl could not be written: no space left.') })
    wrapper = show()
    await press('Change to interview_scheduled')
    expect(wrapper.get('[role=alert]').text()).toContain('no space left')
    expect(wrapper.text()).not.toContain('Saved as')
  })

  it('shows ten and the others on demand', async () => {
    const doubtful = Array.from({ length: 12 }, (_, i) => ({ ...first!, id: String(i) }))
    wrapper = show({ ...doubtfulLabels, doubtful })
    expect(wrapper.findAll('li')).toHaveLength(10)
    await press('Show more')
    expect(wrapper.findAll('li')).toHaveLength(12)
  })

  it('says how many were decided, and when none is left', () => {
    wrapper = show({ model: 'minilm', decided: 2, doubtful: [] })
    expect(wrapper.text()).toContain('minilm doubts no label any more.')
    expect(wrapper.text()).toContain('2 labels kept or changed since the evaluation.')
  })
})
