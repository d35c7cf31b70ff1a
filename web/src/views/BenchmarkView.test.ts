import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import App from '../App.vue'
import * as fixtures from '../../dev/fixtures'
import { training, validation } from '../testing/events'
import { FakeEventSource } from '../testing/FakeEventSource'
import { faultsOf } from '../testing/faultsOf'
import { Refused, serve, type Answers } from '../testing/server'

const FULL: Answers = {
  '/api/health': fixtures.health,
  '/api/finetune/models': fixtures.recipes,
  '/api/finetune/status': fixtures.trainedModels,
  '/api/benchmark/models': fixtures.benchmarkModels,
  '/api/benchmark/results': fixtures.results,
  '/api/evaluate/results': fixtures.evaluation,
  '/api/data/summary': fixtures.summary,
  '/api/runs': [],
}
const EMPTY: Answers = {
  ...FULL,
  '/api/finetune/status': [],
  '/api/benchmark/results': fixtures.noResults,
  '/api/evaluate/results': fixtures.noEvaluation,
  '/api/data/summary': fixtures.noEmails,
}

async function open(answers: Answers) {
  serve(answers)
  const wrapper = mount(App, { attachTo: document.body })
  await flushPromises()
  return wrapper
}

describe('the page', () => {
  it('shows badges, four charts and why a model has no score', async () => {
    const wrapper = await open(FULL)
    expect(wrapper.findAll('.badge')).toHaveLength(2)
    expect(wrapper.findAll('figure h3').map((heading) => heading.text())).toEqual([
      'Macro-F1', 'Latency', 'F1 by label', 'Confusion matrix',
    ])
    expect(wrapper.get('.failed').text()).toContain('is not on this machine')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('has the numbers of each chart in a table, and no figure where there is none', async () => {
    const wrapper = await open(FULL)
    const rowOf = (model: string, chart: number) =>
      wrapper.findAll('figure')[chart]!.findAll('tbody tr').find((row) => row.get('th').text() === model)!.text()
    expect(rowOf('bge-m3-zeroshot', 0)).toMatch(/^bge-m3-zeroshot(not measured){4}no score/)
    expect(rowOf('majority-label', 1)).toBe('majority-label' + 'not measured'.repeat(4))
    expect(rowOf('new_lead', 2)).toContain('too few to judge')
    expect(rowOf('hired', 2)).toContain('not measured: no email has this label')
  })

  it('shows the confusion matrix of the chosen model', async () => {
    const wrapper = await open(FULL)
    const matrix = wrapper.findAll('figure')[3]!
    expect(matrix.get('[role=img]').attributes('aria-label')).toContain('avocet-deberta-small')
    await matrix.get('select').setValue('majority-label')
    expect(matrix.get('[role=img]').attributes('aria-label')).toContain('majority-label')
  })

  it('opens the confusion matrix on the best model that was trained here, whatever is ranked before it', async () => {
    const { models } = fixtures.results
    const [own, ...others] = Object.entries(models)
    const results = { ...fixtures.results, models: Object.fromEntries([...others.toReversed(), own!]) }
    const wrapper = await open({ ...FULL, '/api/benchmark/results': results })
    expect((wrapper.get('figure select').element as HTMLSelectElement).value).toBe('avocet-minilm')

    const foreign = await open({ ...FULL, '/api/finetune/status': [], '/api/benchmark/results': results })
    expect((foreign.get('figure select').element as HTMLSelectElement).value).toBe('majority-label')
  })

  it('says when the scores cannot be ranked against each other', async () => {
    expect((await open(FULL)).text()).not.toContain('cannot be ranked')
    const wrapper = await open({ ...FULL, '/api/benchmark/results': { ...fixtures.results, same_rows: false } })
    expect(wrapper.text()).toContain('scored on different emails, so the scores cannot be ranked against each other')
  })

  it('says what to do first when there is nothing yet', async () => {
    const wrapper = await open(EMPTY)
    expect(wrapper.find('.badge').exists()).toBe(false)
    expect(wrapper.find('figure').exists()).toBe(false)
    expect(wrapper.text()).toContain('There are no results yet')
    expect(wrapper.text()).toContain('There is no data/email_score.jsonl')
    expect(wrapper.get('#fine-tune h2 button').attributes('aria-expanded')).toBe('true')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('shows a fine-tuning that is running: bar, curve and log', async () => {
    const wrapper = await open({ ...FULL, '/api/runs': [fixtures.run('finetune', 'running', { id: 'run-1' })] })
    FakeEventSource.latest.send(1, training(1), validation(1, 0.6), training(50))
    await new Promise((resolve) => setTimeout(resolve, 120))
    const section = wrapper.get('#fine-tune')
    expect(section.get('progress').element.value).toBe(0.5)
    expect(section.get('figure').text()).toContain('0.600')
    expect(section.get('[role=log]').text()).toContain('update 50')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('shows the saved evaluation when its section is opened, and none before the first', async () => {
    const wrapper = await open(FULL)
    await wrapper.get('#evaluate h2 button').trigger('click')
    expect(wrapper.get('#evaluate').text()).toContain('Macro-F1 0.710')
    expect(await faultsOf(wrapper.element)).toEqual([])

    const empty = await open(EMPTY)
    await empty.get('#evaluate h2 button').trigger('click')
    expect(empty.get('#evaluate').text()).toContain('Nothing has been evaluated yet.')
  })

  it('says of an evaluation that is running where it is, and lets nothing else start', async () => {
    const wrapper = await open({ ...FULL, '/api/runs': [fixtures.run('evaluate', 'running', { id: 'run-1' })] })
    expect(wrapper.get('a[href="#evaluate"]').text()).toBe('go to it')
    expect(wrapper.get('#evaluate h2 button').attributes('aria-expanded')).toBe('true')
    expect(wrapper.get('#fine-tune').text()).toContain('An evaluation is running.')
  })

  it('says that the server does not answer, and loses nothing that it has', async () => {
    const wrapper = await open({})
    expect(wrapper.get('main > [role=alert]').text()).toContain('Is avocet serve still running?')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('shows the words of a server that refuses', async () => {
    const wrapper = await open({ ...FULL, '/api/benchmark/results': new Refused(500, 'benchmark_results.json is not JSON. Delete it.') })
    expect(wrapper.get('.card [role=alert]').text()).toContain('Delete it.')
  })
})
