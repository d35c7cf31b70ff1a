import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { evaluation, recipes } from '../../dev/fixtures'
import { faultsOf } from '../testing/faultsOf'
import { followedRun as followed } from '../testing/followedRun'
import EvaluateSection from './EvaluateSection.vue'

async function show(run = followed(), changes = {}) {
  const props = { recipes, run, last: null, otherRun: null, evaluation, error: '', ...changes }
  const wrapper = mount(EvaluateSection, { props, attachTo: document.body })
  if (!run.isLive) await wrapper.get('h2 button').trigger('click')
  const button = (name: string) => wrapper.findAll('button').find((found) => found.text() === name)
  return { wrapper, button, folds: wrapper.find('input[type=number]') }
}

describe('EvaluateSection', () => {
  it('is folded away until it is wanted, with nothing of the report', async () => {
    const { wrapper } = await show()
    await wrapper.get('h2 button').trigger('click')
    expect(wrapper.get('form').isVisible()).toBe(false)
    expect(wrapper.find('figure').exists()).toBe(false)
  })

  it('asks for the default model and five folds, unless told otherwise', async () => {
    const run = followed()
    const { wrapper } = await show(run)
    await wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith('/api/evaluate/run?model=minilm&folds=5', 'minilm, 5 folds')
  })

  it('sends folds, split and learning curve if they are given', async () => {
    const run = followed()
    const { wrapper, folds } = await show(run)
    await folds.setValue('3')
    await wrapper.findAll('select')[1]!.setValue('stratified')
    await wrapper.get('[role=switch]').setValue(true)
    await wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith(
      '/api/evaluate/run?model=minilm&folds=3&learning_curve=true&split=stratified',
      'minilm, 3 folds, split stratified, learning curve',
    )
  })

  it.each(['1', '21', '2.5', ''])('takes no %s folds, says what is allowed, and goes to the field', async (value) => {
    const run = followed()
    const { wrapper, folds } = await show(run)
    await folds.setValue(value)
    await wrapper.get('form').trigger('submit')
    expect(run.start).not.toHaveBeenCalled()
    expect(wrapper.text()).toContain('Folds is a whole number from 2 to 20.')
    expect(document.activeElement).toBe(folds.element)
  })

  it('is open while it runs, can be cancelled, and not be started again', async () => {
    const run = followed({ kind: 'evaluate', status: 'running', isLive: true })
    const { wrapper, button } = await show(run)
    expect(wrapper.get('h2 button').attributes('aria-expanded')).toBe('true')
    expect(button('Run evaluation')!.attributes('disabled')).toBeDefined()
    await button('Cancel')!.trigger('click')
    expect(run.cancel).toHaveBeenCalledOnce()
  })

  it('says that a cancelled evaluation goes on where it stopped', async () => {
    expect((await show(followed({ status: 'cancelled' }))).wrapper.text()).toContain(
      'Finished folds are kept: the same evaluation goes on from there.',
    )
  })

  it('cannot start while another run has the machine, and says which', async () => {
    const { wrapper } = await show(followed(), { otherRun: 'finetune' })
    expect(wrapper.get('form button').attributes('disabled')).toBeDefined()
    expect(wrapper.text()).toContain('A fine-tuning is running.')
  })

  it('says why there is no saved evaluation, as an alert', async () => {
    const { wrapper } = await show(followed(), { evaluation: null, error: 'data/evaluation.json is damaged.' })
    expect(wrapper.get('[role=alert]').text()).toContain('data/evaluation.json is damaged.')
    expect(wrapper.text()).not.toContain('Nothing has been evaluated yet.')
  })

  it('has no fault for axe to find', async () => {
    expect(await faultsOf((await show()).wrapper.element)).toEqual([])
  })
})
