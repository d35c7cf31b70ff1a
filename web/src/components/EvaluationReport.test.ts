import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { evaluation } from '../../dev/fixtures'
import type { Evaluation } from '../api/contract'
import { faultsOf } from '../testing/faultsOf'
import EvaluationReport from './EvaluationReport.vue'

const show = (changes: Partial<Evaluation> = {}) =>
  mount(EvaluationReport, { props: { evaluation: { ...evaluation, ...changes } }, attachTo: document.body })
const words = (wrapper: ReturnType<typeof show>) => wrapper.text().replace(/\s+/g, ' ')

describe('EvaluationReport', () => {
  it('says the score with its interval, and on how many emails', () => {
    expect(words(show())).toContain('minilm on 464 emails in 5 folds.')
    expect(words(show())).toContain('Macro-F1 0.710 (95% interval 0.660 to 0.750), accuracy 0.800 (0.770 to 0.830).')
    expect(words(show({ split: 'stratified', repeats: 2 }))).toMatch(/dealt 2 times.*which flatters the score/)
  })

  it('compares with each baseline on the same folds', () => {
    const row = show().findAll('tbody tr').find((found) => found.get('th').text() === 'bag-of-words')!
    expect(row.findAll('td').at(-1)!.text()).toBe('cannot tell (+0.030, −0.020 to +0.080)')
  })

  it('says the score on the newest fifth, and whether it is clearly lower', () => {
    expect(words(show())).toMatch(/On the newest fifth, 92 emails,.*macro-F1 0\.620.*That is clearly lower/)
    const close = { ...evaluation.newest_fifth!, macro_f1: 0.7, interval: [0.62, 0.78] }
    expect(words(show({ newest_fifth: close }))).not.toContain('clearly lower')
  })

  it('says what the last quarter of the labels was worth, and whether that is certain', () => {
    expect(words(show())).toContain(
      'The last quarter of the labels was worth +0.040 of macro-F1 (95% interval +0.012 to +0.069). More labels are likely to help.',
    )
    const doubtful = { difference: 0.01, interval: [-0.02, 0.04] }
    expect(words(show({ last_quarter: doubtful }))).toContain('Whether it helped cannot be told.')
    const worse = { difference: -0.04, interval: [-0.06, -0.01] }
    expect(words(show({ last_quarter: worse }))).toContain('The last labels made it worse')
  })

  it('says how many emails are decided, or that no confidence reaches the target', () => {
    expect(words(show())).toContain(
      'At a confidence of 0.800 or more, 60.0% of the emails are decided, and 97.1% of these are right (target 95.0%).',
    )
    expect(show().get('figure').findAll('tbody tr')).toHaveLength(20)
    expect(words(show({ coverage: null }))).toContain('No confidence makes the label right 95.0% of the time')
  })

  it('leaves out what the evaluation does not have', () => {
    const { newest_fifth, learning_curve, last_quarter, coverage_curve, ...rest } = evaluation
    const wrapper = mount(EvaluationReport, { props: { evaluation: rest } })
    expect(words(wrapper)).not.toMatch(/newest fifth|last quarter/)
    expect(wrapper.find('figure').exists()).toBe(false)
  })

  it('has the scores of each label, and no fault for axe to find', async () => {
    const wrapper = show()
    expect(wrapper.text()).toMatch(/new_lead.*too few to judge/s)
    expect(await faultsOf(wrapper.element)).toEqual([])
  })
})
