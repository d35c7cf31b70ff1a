import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { emails } from '../../dev/mailFixtures'
import { faultsOf } from '../testing/faultsOf'
import BatchList from './BatchList.vue'

const show = (count: number) => mount(BatchList, { props: { emails: emails(count) }, attachTo: document.body })

describe('BatchList', () => {
  it('lists emails of one label that the model is sure of, none that it is not', async () => {
    const wrapper = show(12)
    expect(wrapper.findAll('[role=group] button').map((button) => button.text())).toEqual([
      'interview_scheduled 2', 'rejected 2', 'digest 2', 'offer_received 2',
    ])
    expect(wrapper.findAll('li')).toHaveLength(2)
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('lists twenty at most', () => {
    expect(show(150).findAll('li')).toHaveLength(20)
  })

  it('confirms all but the struck ones', async () => {
    const wrapper = show(18)
    await wrapper.findAll('[role=group] button')[1]!.trigger('click')
    await wrapper.findAll('li input')[1]!.setValue(false)
    const button = wrapper.get('button.primary')
    expect(button.text()).toBe('Confirm 2 emails as rejected')
    await button.trigger('click')
    const [[confirmed, label]] = wrapper.emitted('confirm') as [[{ subject: string }[], string]]
    expect([confirmed.map(({ subject }) => subject), label]).toEqual([
      ['Your application at Brightwater', 'Your application at Brightwater (3)'], 'rejected',
    ])
  })

  it('says when there is nothing to confirm', () => {
    expect(show(0).text()).toContain('Label them one by one.')
  })
})
