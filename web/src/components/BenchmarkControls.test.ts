import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { benchmarkModels as models } from '../../dev/fixtures'
import { followedRun } from '../testing/followedRun'
import BenchmarkControls from './BenchmarkControls.vue'

function show(run = followedRun(), changes = {}) {
  const wrapper = mount(BenchmarkControls, { props: { run, last: null, models, otherRun: null, ...changes } })
  const button = (name: string) => wrapper.findAll('button').find((found) => found.text() === name)
  return { wrapper, button }
}

describe('BenchmarkControls', () => {
  it('starts a benchmark of all models but the slow ones, and saves it', async () => {
    const run = followedRun()
    await show(run).wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith('/api/benchmark/run?include_slow=false&save=true', 'all models but the slow ones')
  })

  it('names the slow models too, and compares them, once they are asked for', async () => {
    const run = followedRun()
    const { wrapper } = show(run)
    expect(wrapper.text()).toContain('minilm-zeroshot')
    expect(wrapper.text()).not.toContain('bge-reranker')

    await wrapper.get('[role=switch]').setValue(true)
    await wrapper.get('form').trigger('submit')

    expect(wrapper.text()).toContain('bge-reranker')
    expect(run.start).toHaveBeenCalledWith('/api/benchmark/run?include_slow=true&save=true', 'all models')
  })

  it('says which models are downloaded first', async () => {
    const { wrapper } = show()
    expect(wrapper.text()).toContain('Not on this machine yet, and downloaded first, up to gigabytes each: deberta-zeroshot, deberta-small.')
    const here = show(followedRun(), { models: models.filter((model) => model.at_hand) })
    expect(here.wrapper.text()).not.toContain('downloaded')
  })

  it('names no models before it knows them', () => {
    expect(show(followedRun(), { models: [] }).wrapper.text()).not.toContain('Compares')
  })

  it('can be cancelled while it runs, and not be started again', async () => {
    const run = followedRun({ status: 'running', isLive: true })
    const { button } = show(run)
    expect(button('Run benchmark')!.attributes('disabled')).toBeDefined()
    await button('Cancel')!.trigger('click')
    expect(run.cancel).toHaveBeenCalledOnce()
  })

  it('is cancelled once', () => {
    const { button } = show(followedRun({ status: 'running', isLive: true, isCancelling: true }))
    expect(button('Cancelling…')!.attributes('disabled')).toBeDefined()
  })

  it('cannot start while a fine-tuning has the machine, and says what follows', () => {
    const { wrapper, button } = show(followedRun(), { otherRun: 'finetune' })
    expect(button('Run benchmark')!.attributes('disabled')).toBeDefined()
    expect(wrapper.text()).toContain('A fine-tuning is running. The benchmark starts automatically afterwards.')
  })

  it('cannot start while an evaluation has the machine, which no benchmark follows', () => {
    const { wrapper } = show(followedRun(), { otherRun: 'evaluate' })
    expect(wrapper.text()).toMatch(/An evaluation is running\.\s*Wait for it, or cancel it\./)
  })

  it('says that a cancelled benchmark left the saved results alone', () => {
    expect(show(followedRun({ status: 'cancelled' })).wrapper.text()).toContain('Saved results stay as they were.')
  })
})
