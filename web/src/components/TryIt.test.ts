import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { prediction, trainedModels } from '../../dev/fixtures'
import { Refused, serve } from '../testing/server'
import TryIt from './TryIt.vue'

describe('TryIt', () => {
  async function classify(answer: unknown) {
    const fetch = serve({ '/api/classify': answer })
    const wrapper = mount(TryIt, { props: { models: trainedModels } })
    await wrapper.get('select').setValue('avocet-deberta-small')
    await wrapper.get('input').setValue('Interview on Thursday')
    await wrapper.get('textarea').setValue('Hello Robin')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    return { fetch, wrapper }
  }

  it('sends the email to the chosen model', async () => {
    const { fetch } = await classify({ model: 'avocet-deberta-small', predictions: [prediction] })
    expect(JSON.parse(String(fetch.mock.calls[0]![1]!.body))).toEqual({
      model: 'avocet-deberta-small',
      emails: [{ subject: 'Interview on Thursday', body: 'Hello Robin' }],
    })
  })

  it('shows the label and every probability, the highest first', async () => {
    const { wrapper } = await classify({ model: 'm', predictions: [prediction] })
    expect(wrapper.get('.answer').text()).toBe('interview_scheduled with 87.4% confidence')
    const rows = wrapper.findAll('tr').map((row) => row.text())
    expect(rows).toHaveLength(10)
    expect(rows[0]).toContain('87.4%')
  })

  it('says when the model is unsure, and shows the label all the same', async () => {
    const { wrapper } = await classify({ model: 'm', predictions: [{ ...prediction, confidence: 0.41, unsure: true }] })
    expect(wrapper.get('.answer').text()).toBe('interview_scheduled with 41.0% confidence')
    expect(wrapper.get('.notice').text()).toContain('The model is unsure')
    const sure = await classify({ model: 'm', predictions: [prediction] })
    expect(sure.wrapper.find('.notice').exists()).toBe(false)
  })

  it('says in words why it could not', async () => {
    const { wrapper } = await classify(() => new Refused(503, 'A training needs the memory. Try again when it is done.'))
    expect(wrapper.get('[role=alert]').text()).toContain('A training needs the memory.')
    expect(wrapper.find('.answer').exists()).toBe(false)
  })

  it('says how much of a long body is read', async () => {
    const wrapper = mount(TryIt, { props: { models: trainedModels } })
    await wrapper.get('textarea').setValue('é'.repeat(450))
    expect(wrapper.text()).toContain('this body has 450')
  })

  it('sends nothing while there is nothing to classify', () => {
    const wrapper = mount(TryIt, { props: { models: trainedModels } })
    expect(wrapper.get('button').attributes('disabled')).toBeDefined()
  })

  it('says what is missing without a trained model', () => {
    const wrapper = mount(TryIt, { props: { models: [] } })
    expect(wrapper.text()).toContain('fine-tune one first')
    expect(wrapper.find('form').exists()).toBe(false)
  })
})
