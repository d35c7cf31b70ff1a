import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { results } from '../../dev/fixtures'
import { namedScores } from '../charts/scores'
import { NOTHING_TOLD, tell } from '../composables/runStory'
import { training, validation } from '../testing/events'
import { faultsOf } from '../testing/faultsOf'
import ChartFigure from './ChartFigure.vue'
import ConfusionChart from './ConfusionChart.vue'
import LabelHeatMap from './LabelHeatMap.vue'
import LatencyChart from './LatencyChart.vue'
import MacroF1Chart from './MacroF1Chart.vue'
import TrainingCurve from './TrainingCurve.vue'

const models = namedScores(results)
const labels = results.labels!
const trained = new Set(['avocet-minilm'])
type Mounted = Pick<ReturnType<typeof mount>, 'findAll'>
const rows = (wrapper: Mounted) => wrapper.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
const rowOf = (wrapper: Mounted, name: string) => rows(wrapper).find(([head]) => head === name)!

describe('ChartFigure', () => {
  it('has a name, says what its picture shows, and has the numbers as a table that is folded away', async () => {
    const props = { title: 'Speed', description: 'Speed of 2 models.', option: {}, height: 100, minWidth: 300 }
    const table = '<table><tbody><tr><th scope="row">a</th><td>1</td></tr></tbody></table>'
    const wrapper = mount(ChartFigure, { props, slots: { hint: 'In km/h.', table }, attachTo: document.body })
    expect(wrapper.get('figure h3').text()).toBe('Speed')
    expect(wrapper.get('[role=img]').attributes('aria-label')).toBe('Speed of 2 models. The numbers are in the table below.')
    expect(wrapper.get('details').attributes('open')).toBeUndefined()
    expect(rows(wrapper)).toEqual([['a', '1']])
    expect(wrapper.get('.scroll').attributes('tabindex')).toBe('0') // a picture that scrolls can be reached with the keyboard
    expect(await faultsOf(wrapper.element)).toEqual([])
  })
})

describe('MacroF1Chart', () => {
  const wrapper = () => mount(MacroF1Chart, { props: { models, trained } })

  it('names the best model to readers who do not see the picture', () => {
    expect(wrapper().get('[role=img]').attributes('aria-label')).toContain('avocet-deberta-small is best with 0.')
  })

  it('has verdict and caveats of each model, and the reason of one without a score', () => {
    expect(rowOf(wrapper(), 'deberta-small').slice(-2)).toEqual([
      'worse than the best', 'it reads 512 tokens, which cuts 12 emails short',
    ])
    expect(rowOf(wrapper(), 'bge-m3-zeroshot').slice(-2)).toEqual(['no score', expect.stringContaining('is not on this machine')])
  })
})

describe('LatencyChart', () => {
  it('has the time of one email and of many, loading and memory, each with its unit', () => {
    const wrapper = mount(LatencyChart, { props: { models, trained } })
    expect(rowOf(wrapper, 'deberta-zeroshot')).toEqual(['deberta-zeroshot', '338 ms', '7.4 emails/s', '1.4 s', '1.1 GB'])
    expect(rowOf(wrapper, 'majority-label')).toEqual(['majority-label', ...Array(4).fill('not measured')])
  })
})

describe('LabelHeatMap', () => {
  it('has a column for each model with a score, and says precision, recall and support', () => {
    const wrapper = mount(LabelHeatMap, { props: { labels, models } })
    const heads = wrapper.findAll('thead th').map((cell) => cell.text())
    expect(heads).toEqual(['Label', ...models.filter(({ macro_f1 }) => macro_f1 !== null).map(({ name }) => name)])
    expect(rowOf(wrapper, 'digest')[1]).toMatch(/^F1 0\.\d{3}\s*precision [01]\.\d{3}, recall [01]\.\d{3},\s*26 emails$/)
  })
})

describe('ConfusionChart', () => {
  const show = () => mount(ConfusionChart, { props: { labels, models, trained } })

  it('opens on the model that was trained here, and shows the one that is chosen', async () => {
    const wrapper = show()
    expect((wrapper.get('select').element as HTMLSelectElement).value).toBe('avocet-minilm')
    await wrapper.get('select').setValue('majority-label')
    const { confusion } = results.models['majority-label']!
    expect(rows(wrapper)).toEqual(confusion!.map((counts, i) => [labels[i], ...counts.map(String)]))
  })

  it('offers no model without a matrix, and is not there when there is none', () => {
    expect(show().findAll('option').map((option) => option.text())).not.toContain('bge-m3-zeroshot')
    const none = models.filter(({ confusion }) => !confusion)
    expect(mount(ConfusionChart, { props: { labels, models: none, trained } }).find('figure').exists()).toBe(false)
  })
})

describe('TrainingCurve', () => {
  it('lists each scored epoch and which is the best so far', () => {
    const best = { ...validation(1, 0.5), best: true }
    const wrapper = mount(TrainingCurve, { props: { story: tell(NOTHING_TOLD, [training(1), best, validation(2, 0.25)]) } })
    expect(rows(wrapper).map(([epoch, , macroF1]) => [epoch, macroF1])).toEqual([['1, best so far', '0.500'], ['2', '0.250']])
  })

  it('says that no epoch is scored yet', () => {
    const wrapper = mount(TrainingCurve, { props: { story: tell(NOTHING_TOLD, [training(1)]) } })
    expect(rows(wrapper)).toEqual([['No epoch is scored yet.']])
  })
})
