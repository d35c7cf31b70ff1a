import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { run as runOf } from '../../dev/fixtures'
import { NOTHING_TOLD, tell } from '../composables/runStory'
import { note, training } from '../testing/events'
import { followedRun } from '../testing/followedRun'
import RunView from './RunView.vue'

function show(run = followedRun(), changes = {}) {
  const props = { run, last: null, name: 'benchmark', whenComplete: 'All compared.', whenCancelled: 'Nothing was saved.' }
  return mount(RunView, { props: { ...props, ...changes }, slots: { default: '<i>a curve</i>' } })
}

describe('RunView', () => {
  it('says what runs and how far it is', () => {
    const run = followedRun({ status: 'running', isLive: true, what: 'all models', story: tell(NOTHING_TOLD, [training(50)]) })
    const wrapper = show(run)
    expect(wrapper.text()).toContain('Running: all models')
    expect(wrapper.get('progress').attributes('aria-label')).toBe('Progress of the benchmark')
    expect(wrapper.get('progress').element.value).toBe(0.5)
  })

  it('has no bar when nothing runs', () => {
    expect(show(followedRun({ status: 'complete' })).find('progress').exists()).toBe(false)
  })

  it.each([
    ['complete', 'All compared.'],
    ['cancelled', 'Cancelled. Nothing was saved.'],
  ] as const)('says in its own words that a run is %s, which is no error', (status, words) => {
    const wrapper = show(followedRun({ status }))
    expect(wrapper.get('.notice').text()).toBe(words)
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
  })

  it.each([
    [{ status: 'error', message: 'Out of memory. Lower the batch size.' }, 'Out of memory. Lower the batch size.'],
    [{ refusal: 'all models is running.' }, 'all models is running.'],
    [{ status: 'interrupted' }, 'The server ended during this run. Nothing was saved. Start the run again.'],
  ] as const)('shows an error as an alert: %o', (changes, words) => {
    expect(show(followedRun(changes)).get('[role=alert]').text()).toContain(words)
  })

  it('says that the connection is lost while the run goes on', () => {
    const wrapper = show(followedRun({ status: 'running', isLive: true, isLost: true }))
    expect(wrapper.text()).toContain('The connection is lost. The run continues; trying again')
  })

  it('shows what the run has told, after what the slot draws', () => {
    const wrapper = show(followedRun({ story: tell(NOTHING_TOLD, [note('Read 464 emails.')]) }))
    expect(wrapper.get('[role=log]').attributes('aria-label')).toBe('Log of the benchmark')
    expect(wrapper.text()).toMatch(/a curve.*Read 464 emails\./s)
  })

  it('shows the last run of an earlier visit, and its log on demand', async () => {
    const run = followedRun()
    const last = runOf('finetune', 'complete')
    const wrapper = show(run, { last })
    expect(wrapper.text()).toContain('Last run: minilm, 5 epochs: complete, 21 Nov 2026')
    expect(wrapper.text()).toContain('took 2 min 05 s')
    await wrapper.get('button').trigger('click')
    expect(run.attach).toHaveBeenCalledWith(last)
  })

  it('speaks of the last run no more when there is a new one', () => {
    const wrapper = show(followedRun({ status: 'running', isLive: true }), { last: runOf('finetune', 'complete') })
    expect(wrapper.text()).not.toContain('Last run')
  })
})
