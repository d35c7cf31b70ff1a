import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { benchmarkModels, failed, noResults, results } from '../../dev/fixtures'
import { followedRun } from '../testing/followedRun'
import ComparisonSection from './ComparisonSection.vue'

function show(changes: Partial<InstanceType<typeof ComparisonSection>['$props']> = {}) {
  const props = { results, error: '', trained: new Set<string>(), run: followedRun(), last: null, models: benchmarkModels }
  return mount(ComparisonSection, { props: { ...props, otherRun: null, ...changes } })
}

describe('ComparisonSection', () => {
  it('says when and on how many emails the models were compared, and how many of these are cut', () => {
    const words = show().text()
    expect(words).toMatch(/Benchmark of 21 Nov 2026, .* on 464 emails, each model only on emails that it was not trained on\./)
    expect(words).toContain('203 emails are longer than the 400 characters')
  })

  it('says that models were scored on emails that they have seen', () => {
    expect(show({ results: { ...results, rows: 'all' } }).text()).toContain('also those that a model was trained on')
  })

  it('says what to do without results, and draws nothing', () => {
    const wrapper = show({ results: noResults })
    expect(wrapper.text()).toContain('There are no results yet.')
    expect(wrapper.get('.notice a').attributes('href')).toBe('#fine-tune')
    expect(wrapper.find('figure').exists()).toBe(false)
  })

  it('says why there are no results, as an alert', () => {
    const wrapper = show({ results: null, error: 'The server does not answer.' })
    expect(wrapper.get('[role=alert]').text()).toContain('The server does not answer.')
    expect(wrapper.text()).not.toContain('There are no results yet.')
  })

  it('draws no chart when no model has a score, and says why of each', () => {
    const wrapper = show({ results: { ...results, models: { one: failed('It is not on this machine.') } } })
    expect(wrapper.find('figure').exists()).toBe(false)
    expect(wrapper.get('.failed').text()).toMatch(/one\s*It is not on this machine\./)
  })

  it('has no list of failures when every model has a score', () => {
    const { 'avocet-minilm': own } = results.models
    const wrapper = show({ results: { ...results, models: { 'avocet-minilm': own! } } })
    expect(wrapper.findAll('figure')).toHaveLength(4)
    expect(wrapper.find('.failed').exists()).toBe(false)
  })
})
