import { readFileSync } from 'node:fs'
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { recipes } from '../../dev/fixtures'
import { FOLDS, SETTINGS } from '../requests'
import { followedRun as followed } from '../testing/followedRun'
import FineTuneSection from './FineTuneSection.vue'

function show(run = followed(), changes = {}) {
  const props = { recipes, error: '', run, last: null, otherRun: null, isFirstStep: true, ...changes }
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
    'is open when nothing is trained yet, and while a fine-tuning is running',
    (props) => expect(show(followed(), props).fold.attributes('aria-expanded')).toBe('true'),
  )

  it('asks for the default model and its own epochs, unless told otherwise', async () => {
    const run = followed()
    await show(run).wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith('/api/finetune/run?model=minilm&epochs=8', 'minilm, 8 epochs')
  })

  it('offers the models of the server, each with its own epochs and what it needs', async () => {
    const { wrapper, epochs } = show()
    expect(wrapper.get('select').findAll('option').map((option) => option.text())).toEqual(['minilm', 'deberta-small'])
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

  it('sends a target accuracy and a split that is not the usual one, and says what it means', async () => {
    const run = followed()
    const { wrapper } = show(run)
    await wrapper.findAll('input[type=number]')[3]!.setValue('0.9')
    await wrapper.findAll('select')[1]!.setValue('time')
    expect(wrapper.text()).toContain('the newest fifth is held back')
    await wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith(
      '/api/finetune/run?model=minilm&epochs=8&target_accuracy=0.9&split=time',
      'minilm, 8 epochs, target accuracy 0.9, split time',
    )
  })

  it('trains on all emails without a split', async () => {
    const run = followed()
    const { wrapper } = show(run)
    await wrapper.findAll('select')[1]!.setValue('time')
    await wrapper.get('input[type=checkbox]').setValue(true)
    expect(wrapper.findAll('select')).toHaveLength(1)
    expect(wrapper.text()).toContain('No email is held back.')
    await wrapper.get('form').trigger('submit')
    expect(run.start).toHaveBeenCalledWith(
      '/api/finetune/run?model=minilm&epochs=8&train_on_all=true', 'minilm, 8 epochs, trained on all emails',
    )
  })

  it.each([[1, '0', 'above 0, at most 1'], [1, '1.5', 'above 0, at most 1'], [2, '1.5', 'a whole number'], [3, '1', 'from 0.5 to 0.999']])(
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

  it.each([...SETTINGS, FOLDS])('has the bounds of the contract for $name', ({ name, bounds }) => {
    const contract = readFileSync('../app/src/main/resources/io/avocet/http/openapi.yaml', 'utf8')
    const [, parameter] = new RegExp(`name: ${name}\\n(?:.*\\n)*? +schema: (.*)\\n`).exec(contract)!
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
    const { wrapper, button } = show(followed(), { otherRun: 'benchmark' })
    expect(button('Run')!.attributes('disabled')).toBeDefined()
    expect(button('Cancel')).toBeUndefined()
    expect(wrapper.text()).toContain('A benchmark is running')
  })

  it('says that a cancelled run left the model alone', () => {
    expect(show(followed({ status: 'cancelled' })).wrapper.text()).toContain('The model of that name stays as it was.')
  })
})
