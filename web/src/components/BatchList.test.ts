import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { emails } from '../../dev/mailFixtures'
import { useActs } from '../composables/useActs'
import { useBatch } from '../composables/useBatch'
import { useQueue } from '../composables/useQueue'
import { faultsOf } from '../testing/faultsOf'
import { serveMail } from '../testing/mailServer'
import { withSetup } from '../testing/withSetup'
import BatchList from './BatchList.vue'

const SURE = { rejected: 4, digest: 10 }

async function show(sure: Record<string, number> = SURE, model = 'avocet-minilm', isWorking = false) {
  const server = serveMail()
  const batch = withSetup(() => useBatch(useQueue(useActs(() => {})))).result
  const wrapper = mount(BatchList, { props: { batch, sure, model, isWorking }, attachTo: document.body })
  await flushPromises()
  return { ...server, wrapper, batch }
}

describe('BatchList', () => {
  it('offers the labels with their numbers, and lists emails of the one with most', async () => {
    const { wrapper } = await show()
    const labels = wrapper.findAll('[role=group] button')
    expect(labels.map((button) => [button.text(), button.attributes('aria-pressed')])).toEqual([
      ['digest 10 emails', 'true'], ['rejected 4 emails', 'false'],
    ])
    expect(wrapper.findAll('li')).toHaveLength(10)
    expect(wrapper.text()).toContain('avocet-minilm is sure that these are digest.')
    expect(wrapper.text()).toContain('alerts@jobs.example, 99.0%')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('confirms all but the struck ones, and leads to the beginning of what follows', async () => {
    const { wrapper, sentTo } = await show()
    await wrapper.findAll('[role=group] button')[1]!.trigger('click')
    await flushPromises()
    await wrapper.findAll('li input')[1]!.setValue(false)
    const button = wrapper.get('button.primary')
    expect(button.text()).toBe('Confirm 9 emails as rejected')
    await button.trigger('click')
    await flushPromises()
    const sent = sentTo('/api/labels') as { id: string; label: string }[]
    expect(sent.map(({ label }) => label)).toEqual(Array(9).fill('rejected'))
    expect(sent.map(({ id }) => id)).not.toContain(emails(60)[7]!.id)
    expect(wrapper.text()).toContain('No email is left of which the model is sure that it is rejected.')
    expect(document.activeElement?.textContent).toBe('Batches')
  })

  it('says that a model which has seen no label is to be looked at closely', async () => {
    expect((await show(SURE, 'minilm-zeroshot')).wrapper.text()).toContain('It has seen none of your labels, so look closely.')
  })

  it('says why there is nothing to confirm', async () => {
    expect((await show({})).wrapper.text()).toContain('The model is sure of none of your emails: it takes some 300 labels until it is right often enough to say so. Label')
    expect((await show({}, 'minilm-zeroshot')).wrapper.text()).toContain('There are batches once a model has learned from your labels.')
    const working = await show({}, 'minilm-zeroshot', true)
    expect(working.wrapper.text()).toContain('The model has not looked at enough of your emails yet.')
  })

  it('takes the first label as soon as there is one', async () => {
    const { wrapper, batch } = await show({})
    await wrapper.setProps({ sure: SURE })
    await flushPromises()
    expect([batch.label, wrapper.findAll('li').length]).toEqual(['digest', 10])
  })
})
