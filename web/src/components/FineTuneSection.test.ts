import { readFileSync } from 'node:fs'
import { mount } from '@vue/test-utils'
import { reactive } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { recipes, run as runOf } from '../../dev/fixtures'
import { NOTHING_TOLD } from '../composables/runStory'
import type { FollowedRun } from '../composables/useRun'
import { SETTINGS } from '../requests'
import FineTuneSection from './FineTuneSection.vue'

function followed(changes: Partial<FollowedRun> = {}) {
  return reactive({
    kind: 'finetune', status: 'idle', isLive: false, isLost: false, isCancelling: false, id: null, what: '',
    story: NOTHING_TOLD, message: '', refusal: '', start: vi.fn(), attach: vi.fn(), cancel: vi.fn(), ...changes,
  }) as FollowedRun
}

function show(run = followed(), changes = {}) {
  const props = { recipes, error: '', run, last: null, isMachineTaken: false, isFirstStep: true, ...changes }
  const wrapper = mount(FineTuneSection, { props, attachTo: document.body })
  const button = (name: string) => wrapper.findAll('button').find((found) => found.text() === name)
  return { wrapper, button, fold: wrapper.get('h2 button'), epochs: wrapper.find('input[type=number]') }
}

describe('FineTuneSection', () => {
  it('is folded away until it is wanted', async () => {
    const { wrapper, fold } = show(followed(), { isFirstStep: false })
    expect(fold.attributes('aria-expanded')).toBe('false')
    expect(wrapper.get('form').isVisible()).toBe(false)

    await fold.trigger('click')

    expect(fold.attributes('aria-expanded')).toBe('true')
    expect(wrapper.get('form').isVisible()).toBe(true)
  })

  it.each([{ isFirstStep: true }, { isFirstStep: false, run: followed({ status: 'running', isLive: true }) }])(
    'is open when nothing is trained yet, and while a fine-tuning is going',
    (props) => expect(show(followed(), props).fold.attributes('aria-expanded')).toBe('true'),
  )

  it('asks for the default model and its own epochs, unless told otherwise', async () => {
    const run = followed()
    await show(run).wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith('/api/finetune/run?model=minilm&epochs=8', 'minilm, 8 epochs')
  })

  it('offers the models of the server, each with its own epochs and what it needs', async () => {
    const { wrapper, epochs } = show()
    expect(wrapper.findAll('option').map((option) => option.text())).toEqual(['minilm', 'deberta-small'])
    await wrapper.get('select').setValue('deberta-small')
    expect((epochs.element as HTMLInputElement).value).toBe('5')
    expect(wrapper.text()).toContain('deberta-small has 141 million parameters. Reads English. It is downloaded')
  })

  it('says why it has no models to offer', () => {
    const { wrapper } = show(followed(), { recipes: [], error: 'The server does not answer.' })
    expect(wrapper.get('[role=alert]').text()).toContain('The server does not answer.')
    expect(wrapper.find('form').exists()).toBe(false)
  })

  it.each(['0', '21', '2.5', ''])('takes no %s epochs, says what is allowed, and goes to the field', async (value) => {
    const run = followed()
    const { wrapper, epochs } = show(run)
    await epochs.setValue(value)
    await wrapper.get('form').trigger('submit')

    expect(run.start).not.toHaveBeenCalled()
    expect(wrapper.text()).toContain('a whole number from 1 to 20')
    expect(epochs.attributes('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(epochs.element)
  })

  it('sends a learning rate and a seed if they are given, and shows the model\'s own until then', async () => {
    const run = followed()
    const { wrapper } = show(run)
    const [, rate, seed] = wrapper.findAll('input[type=number]')
    expect([rate!.attributes('placeholder'), seed!.attributes('placeholder')]).toEqual(['0.0002', '42'])
    await rate!.setValue('0.001')
    await seed!.setValue('7')
    await wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith(
      '/api/finetune/run?model=minilm&epochs=8&learning_rate=0.001&seed=7', 'minilm, 8 epochs, learning rate 0.001, seed 7',
    )
  })

  it.each([[1, '0', 'above 0, at most 1'], [1, '1.5', 'above 0, at most 1'], [2, '1.5', 'a whole number']])(
    'takes no such value in field %d: %s',
    async (field, value, allowed) => {
      const run = followed()
      const { wrapper } = show(run)
      await wrapper.findAll('input[type=number]')[field]!.setValue(value)
      await wrapper.get('form').trigger('submit')
      expect(run.start).not.toHaveBeenCalled()
      expect(wrapper.text()).toContain(allowed)
    },
  )

  it.each(['1', '20'])('takes %s epochs', async (value) => {
    const run = followed()
    const { wrapper, epochs } = show(run)
    await epochs.setValue(value)
    await wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith(`/api/finetune/run?model=minilm&epochs=${value}`, expect.any(String))
  })

  it.each(SETTINGS)('has the bounds of the contract for $name', ({ name, bounds }) => {
    const contract = readFileSync('../src/main/resources/io/avocet/http/openapi.yaml', 'utf8')
    const [, parameter] = new RegExp(`name: ${name}\\n {10}in: query\\n((?: {10}.*\\n)+)`).exec(contract)!
    const bound = (key: string) => {
      const found = new RegExp(`${key}: ([\\d.]+)`).exec(parameter!)
      return found ? Number(found[1]) : undefined
    }
    expect([bound('[mM]inimum'), bound('maximum')]).toEqual([bounds.min, bounds.max])
  })

  it('can be cancelled while it runs, and not be started again', async () => {
    const run = followed({ status: 'running', isLive: true })
    const { button } = show(run)
    expect(button('Run')!.attributes('disabled')).toBeDefined()
    await button('Cancel')!.trigger('click')
    expect(run.cancel).toHaveBeenCalledOnce()
  })

  it('cannot start while a benchmark has the machine, and says so', () => {
    const { wrapper, button } = show(followed(), { isMachineTaken: true })
    expect(button('Run')!.attributes('disabled')).toBeDefined()
    expect(button('Cancel')).toBeUndefined()
    expect(wrapper.text()).toContain('A benchmark is running')
  })

  it.each([
    [{ status: 'error', message: 'Out of memory. Lower the batch size.' }, 'Out of memory. Lower the batch size.'],
    [{ refusal: 'minilm, 3 epochs is running.' }, 'minilm, 3 epochs is running.'],
    [{ status: 'interrupted' }, 'The server ended while this run was going.'],
  ] as const)('shows an error as an alert: %o', (changes, words) => {
    const { wrapper } = show(followed(changes))
    expect(wrapper.get('[role=alert]').text()).toContain(words)
  })

  it('says that a cancelled run left the model alone', () => {
    expect(show(followed({ status: 'cancelled' })).wrapper.text()).toContain('The model of that name stays as it was.')
  })

  it('says that the connection is lost while the run goes on', () => {
    const { wrapper } = show(followed({ status: 'running', isLive: true, isLost: true }))
    expect(wrapper.text()).toContain('The connection is lost. The run goes on; trying again')
  })

  it('shows the last run of an earlier visit, and its log on demand', async () => {
    const run = followed()
    const last = runOf('finetune', 'interrupted')
    const { wrapper, button } = show(run, { last })
    expect(wrapper.text()).toContain('minilm, 5 epochs: interrupted')
    expect(wrapper.text()).toContain('took 2 min 05 s')
    await button('Show its log')!.trigger('click')
    expect(run.attach).toHaveBeenCalledWith(last)
  })
})
