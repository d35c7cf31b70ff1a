import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import App from '../App.vue'
import type { Run } from '../api/contract'
import * as fixtures from '../../dev/fixtures'
import { emails, labelCounts, noLabelCounts } from '../../dev/mailFixtures'
import { MailStore } from '../../dev/mailStore'
import { complete, note } from '../testing/events'
import { FakeEventSource } from '../testing/FakeEventSource'
import { faultsOf } from '../testing/faultsOf'
import { serveMail } from '../testing/mailServer'
import { Refused, type Answers } from '../testing/server'
import { swipe } from '../testing/swipe'

const ALL = emails(6)

async function goTo(address: string): Promise<void> {
  window.location.hash = address
  window.dispatchEvent(new HashChangeEvent('hashchange'))
  await flushPromises()
}

async function open(answers: Answers = {}, store = new MailStore(false)) {
  const server = serveMail(answers, store)
  await goTo('#/labels')
  const wrapper = mount(App, { attachTo: document.body })
  await flushPromises()
  const subject = () => wrapper.get('article h2').text()
  const button = (name: string) => wrapper.findAll('main button').find((one) => one.text().startsWith(name))!
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      await flushPromises()
    }
  }
  return { ...server, wrapper, subject, button, press }
}

describe('the labelling page', () => {
  beforeEach(() => localStorage.clear())
  afterEach(() => goTo(''))

  it('shows one email, its guess, ten labels with counts and keys, without faults', async () => {
    const { wrapper, subject } = await open()
    expect(subject()).toBe(ALL[0]!.subject)
    expect(wrapper.get('.guess').text()).toContain('interview_scheduled 93.0%')
    const labels = wrapper.findAll('[aria-label=Labels] button')
    expect(labels.map((label) => label.attributes('aria-keyshortcuts'))).toEqual([...'1234567890'])
    expect(labels[2]!.text()).toBe('3rejected15 emails')
    expect(document.title).toBe('Mail and labels – Avocet')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('gives 25 labels of any name keys, of one or two digits, in the order of the set', async () => {
    const names = ['zum Beispiel', 'Grüße & Wünsche', 'ä'.repeat(200), ...Array.from({ length: 22 }, (_, i) => `label ${i}`)]
    const labels = Object.fromEntries(names.map((name) => [name, 0]))
    const { wrapper, press, sentTo } = await open({ '/api/labels/counts': { ...labelCounts, labels, other_labels: { lost: 3 } } })
    const buttons = wrapper.findAll('[aria-label=Labels] button')
    expect(buttons.map((button) => button.get('.name').text())).toEqual(names)
    expect(buttons.map((button) => button.attributes('aria-keyshortcuts')).slice(7)).toEqual(
      ['8', ...[...'1234567890'].map((second) => `9${second}`), ...[...'1234567'].map((second) => `0${second}`)],
    )
    await press('2')
    await press('0', '7')
    expect(sentTo('/api/labels')).toEqual([
      { id: ALL[0]!.id, label: 'Grüße & Wünsche' },
      { id: ALL[1]!.id, label: 'label 21' },
    ])
    expect(wrapper.get('[aria-label="Labels so far"]').text()).toContain('lost (not in the label set: give these emails another label)3')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('labels, confirms, skips, discards and undoes by one key each', async () => {
    const { subject, press, sentTo, wrapper } = await open()
    await press('3')
    expect(sentTo('/api/labels')).toEqual([{ id: ALL[0]!.id, label: 'rejected' }])
    expect(subject()).toBe(ALL[1]!.subject)
    expect(wrapper.get('[aria-label="Labels so far"]').text()).toContain('109 labelled emails, 13 new to the newest model.')
    await press('Enter')
    expect(sentTo('/api/labels')[1]).toEqual({ id: ALL[1]!.id, label: 'rejected' })
    await press('s', 'd')
    expect([sentTo('/api/labels/skip'), sentTo('/api/labels/discard')]).toEqual([[{ id: ALL[2]!.id }], [{ id: ALL[3]!.id }]])
    await press('u')
    expect(subject()).toBe(ALL[3]!.subject)
    await wrapper.get('.toast button').trigger('click')
    await flushPromises()
    expect(subject()).toBe(ALL[2]!.subject)
  })

  it('says in an alert what the server refused, and has the email again', async () => {
    const { wrapper, press, subject } = await open({ '/api/labels': new Refused(500, 'There is no space left.') })
    await press('1')
    expect(wrapper.get('[role=alert]').text()).toContain('is not saved, and comes back. There is no space left.')
    await press('j')
    expect(subject()).toBe(ALL[0]!.subject)
    expect(wrapper.text()).not.toContain('Saved as')
  })

  it('hides the guess when one labels blind, keeps that, and confirms nothing unseen', async () => {
    const { wrapper, press, sentTo } = await open()
    await wrapper.get('main label input[role=switch]').setValue(false)
    expect(wrapper.find('.guess').exists()).toBe(false)
    await press('Enter')
    expect(sentTo('/api/labels')).toEqual([])
    wrapper.unmount()
    expect((await open()).wrapper.find('.guess').exists()).toBe(false)
  })

  it('says in few words who guessed, and at length on demand', async () => {
    const trained = await open()
    expect(trained.wrapper.get('.guess .hint').text()).toBe('Guess:')
    expect(trained.wrapper.get('.guess .hint').attributes('title')).toContain('avocet-minilm, which has learned from your labels')
    trained.wrapper.unmount()
    const guessed = emails(20).map((email) => ({ ...email, guess_model: 'minilm-zeroshot' }))
    const untrained = await open({ '/api/labels/next': { emails: guessed, left: 20, strategy: 'suggested', prepared: labelCounts.prepared } })
    expect(untrained.wrapper.get('.guess .hint').text()).toBe('Untrained guess:')
    expect(untrained.wrapper.get('.guess').text()).toContain('By minilm-zeroshot, which has seen none of your labels')
  })

  it('says how much of the mail it knows, looks again meanwhile, and then has suggestions', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const store = new MailStore(true)
    store.fill()
    const { wrapper, subject, fetch } = await open({}, store)
    const counted = () => fetch.mock.calls.filter(([path]) => path === '/api/labels/counts').length
    const wait = async () => {
      vi.advanceTimersByTime(3000)
      await flushPromises()
    }
    expect(wrapper.get('.preparing').text()).toBe('Getting to know your mail: 12 of 60 emails. The newest come first until there are suggestions.')
    const shown = subject()
    await wait()
    await wait()
    expect(wrapper.get('.preparing').text()).toBe('Getting to know your mail: 36 of 60 emails.')
    expect(wrapper.get('.guess').text()).toContain('Untrained guess')
    await wait()
    await wait()
    expect(wrapper.find('.preparing').exists()).toBe(false)
    const asked = counted()
    await wait()
    expect([counted(), subject()]).toEqual([asked, shown])
    vi.useRealTimers()
  })

  it('shows no nonsense where nothing is prepared', async () => {
    const { prepared, sure, ...counts } = labelCounts
    const { wrapper, button } = await open({
      '/api/labels/counts': { ...counts, prepared: null },
      '/api/labels/next': { emails: emails(3).map((email) => ({ ...email, guess: null, guess_model: null })), left: 3, strategy: 'newest', prepared: null },
    })
    expect(wrapper.find('.guess').exists()).toBe(false)
    await wrapper.findAll('main label input[role=switch]')[1]!.setValue(true)
    await flushPromises()
    expect(wrapper.get('main').text()).not.toMatch(/null|undefined|NaN/)
    expect(wrapper.get('main').text()).toContain('There are batches once a model has learned from your labels.')
    expect(button('Confirm')).toBeUndefined()
    expect([prepared.of, Object.keys(sure).length]).toEqual([60, 4])
  })

  it('offers a download only of labels that there are', async () => {
    const some = await open()
    expect(some.wrapper.find('a[download]').exists()).toBe(true)
    some.wrapper.unmount()
    expect((await open({}, new MailStore(true))).wrapper.find('a[download]').exists()).toBe(false)
  })

  it('keeps or changes what the model sees otherwise, says so there, and undoes it by key', async () => {
    const { wrapper, press, button, sentTo } = await open()
    await button('What changed').trigger('click')
    await button('Change to positive_response').trigger('click')
    await flushPromises()
    expect(sentTo('/api/labels')[0]).toMatchObject({ label: 'positive_response' })
    expect(wrapper.findAll('.toast')).toHaveLength(1)
    expect(wrapper.get('#what-changed .toast').text()).toContain('Saved as positive_response')
    expect(wrapper.get('#what-changed').text()).toContain('1 label kept or changed since that training.')
    await press('u')
    expect(wrapper.findAll('#what-changed li')).toHaveLength(3)
    expect(wrapper.get('#what-changed .toast').text()).toContain('The label is neutral again.')
  })

  it('asks again for the guess of a model that was busy', async () => {
    let fetches = 0
    const next = () => ({ emails: emails(20).map((email) => (fetches++ < 20 ? { ...email, guess: null } : email)), left: 20, strategy: 'suggested' })
    const { wrapper, subject } = await open({ '/api/labels/next': next })
    expect(wrapper.get('.guess').text()).toContain('interview_scheduled')
    expect(subject()).toBe(ALL[0]!.subject)
    expect(fetches).toBe(40)
  })

  it('takes two keys for the labels beyond ten', async () => {
    const labels = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`label_${i + 1}`, 0]))
    const { press, sentTo } = await open({ '/api/labels/counts': { ...labelCounts, labels } })
    await press('0', '3')
    expect(sentTo('/api/labels')).toEqual([{ id: ALL[0]!.id, label: 'label_12' }])
  })

  it('explains its keys in a dialog, during which no key acts, and can turn them off', async () => {
    const { wrapper, press, sentTo } = await open()
    await press('?', '1')
    expect(wrapper.get('dialog').text()).toContain('confirm the model’s guess')
    expect(sentTo('/api/labels')).toEqual([])
    await wrapper.get('dialog input').setValue(false)
    wrapper.get('dialog').element.removeAttribute('open')
    await press('1')
    expect(sentTo('/api/labels')).toEqual([])
  })

  it('acts by no key on an email that is out of sight', async () => {
    const { wrapper, press, sentTo } = await open()
    const box = vi.spyOn(wrapper.get('.desk').element, 'getBoundingClientRect').mockReturnValue({ top: -900, bottom: -300 } as DOMRect)
    await press('1', 's', 'Enter')
    expect([sentTo('/api/labels'), sentTo('/api/labels/skip')]).toEqual([[], []])
    box.mockReturnValue({ top: -100, bottom: 500 } as DOMRect)
    await press('1')
    expect(sentTo('/api/labels')).toHaveLength(1)
  })

  it('searches, and types no label while one writes', async () => {
    const { wrapper, press, subject, sentTo } = await open()
    await press('/')
    const field = wrapper.get('input[type=search]')
    expect(document.activeElement).toBe(field.element)
    field.element.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))
    expect(sentTo('/api/labels')).toEqual([])
    await field.setValue('offer')
    await wrapper.get('form[role=search]').trigger('submit')
    await flushPromises()
    expect(subject()).toBe('Offer: data engineer at Holme Bank')
  })

  it('confirms the guess by a swipe to the right, and skips by one to the left', async () => {
    const { wrapper, sentTo } = await open()
    swipe(wrapper.get('article').element, 150)
    swipe(wrapper.get('article').element, -150)
    await flushPromises()
    expect(sentTo('/api/labels')).toEqual([{ id: ALL[0]!.id, label: 'interview_scheduled' }])
    expect(sentTo('/api/labels/skip')).toEqual([{ id: ALL[1]!.id }])
  })

  it('confirms a batch, and no single key acts on an email that is not shown', async () => {
    const { wrapper, press, button, sentTo } = await open()
    await wrapper.findAll('main label input[role=switch]')[1]!.setValue(true)
    await flushPromises()
    await press('1', 's', 'Enter')
    await wrapper.findAll('li input')[0]!.setValue(false)
    await button('Confirm').trigger('click')
    await flushPromises()
    const sent = sentTo('/api/labels') as { id: string; label: string }[]
    expect(sent.map(({ label }) => label)).toEqual(Array(9).fill('interview_scheduled'))
    expect(sent.map(({ id }) => id)).not.toContain(ALL[0]!.id)
    expect(sentTo('/api/labels/skip')).toEqual([])
  })

  it('finds a labelled email, gives it another label, and undoes that', async () => {
    const { wrapper, press, button, sentTo } = await open()
    await press('1')
    await button('Labelled emails').trigger('click')
    await flushPromises()
    const own = () => wrapper.get<HTMLSelectElement>('#labelled-emails li select')
    expect(own().element.value).toBe('interview_scheduled')
    await own().setValue('hired')
    await flushPromises()
    expect(sentTo('/api/labels')[1]).toEqual({ id: ALL[0]!.id, label: 'hired' })
    expect(own().element.value).toBe('hired')
    await press('u')
    expect(own().element.value).toBe('interview_scheduled')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('offers a training when 50 are new, starts it, and leads to it once it runs', async () => {
    const { wrapper, button } = await open({ '/api/labels/counts': { ...labelCounts, new_since_training: 50 } })
    await button('Train now').trigger('click')
    expect(FakeEventSource.latest.url).toBe('/api/finetune/run?model=minilm&epochs=8')
    expect(window.location.hash).toBe('#/labels')
    FakeEventSource.latest.send(1, note('464 emails.'))
    await flushPromises()
    expect(window.location.hash).toBe('#/models')
    await vi.waitFor(() => expect(wrapper.get('nav [aria-current=page]').text()).toBe('Models'))
  })

  it('offers a first training for two labels with two emails each, and none before', async () => {
    const labels = (interview_scheduled: number, rejected: number) => ({ ...noLabelCounts, labels: { interview_scheduled, rejected, hired: 1 } })
    const withoutModel = { '/api/finetune/status': [] }
    const few = await open({ ...withoutModel, '/api/labels/counts': labels(5, 1) })
    expect(few.wrapper.text()).toContain('A first training takes two labels with two emails each')
    expect(few.button('Train now')).toBeUndefined()
    few.wrapper.unmount()
    const enough = await open({ ...withoutModel, '/api/labels/counts': labels(2, 2) })
    expect(enough.button('Train now').exists()).toBe(true)
  })

  it('takes a dropped file, and has its emails when the import is complete', async () => {
    const upload = vi.fn(() => ({ upload: 'upload-7', bytes: 5 }))
    const store = new MailStore(true)
    const runs: Run[] = []
    const { wrapper, subject } = await open({ '/api/mail/upload': upload, '/api/runs': () => runs }, store)
    expect(wrapper.text()).toContain('There is no mail yet')
    const drop = new Event('drop', { bubbles: true, cancelable: true })
    Object.assign(drop, { dataTransfer: { types: ['Files'], files: [new File(['From '], 'old mail.mbox')] } })
    document.body.dispatchEvent(drop)
    await flushPromises()
    expect(drop.defaultPrevented).toBe(true)
    expect(upload).toHaveBeenCalledWith('/api/mail/upload?name=old+mail.mbox', expect.objectContaining({ method: 'POST', body: expect.any(File) }))
    expect(FakeEventSource.latest.url).toBe('/api/import/run?upload=upload-7')
    expect(wrapper.text()).toContain('Mail is being read')
    store.fill()
    runs.push(fixtures.run('import', 'complete', { id: 'run-1' }))
    FakeEventSource.latest.send(1, note('60 emails: 60 new.'), complete)
    await flushPromises()
    expect(wrapper.get('#mail-import [role=log]').text()).toContain('60 new')
    expect(subject()).toBe(ALL[0]!.subject)
  })

  it('is one of two views, each of which has an address; an anchor of the models leads to them', async () => {
    const { wrapper } = await open()
    const current = () => wrapper.get('nav [aria-current=page]').text()
    expect(current()).toBe('Mail and labels')
    await goTo('#fine-tune')
    expect([current(), wrapper.find('#fine-tune').exists()]).toEqual(['Models', true])
    await goTo('#/labels')
    expect(wrapper.find('article').exists()).toBe(true)
    await goTo('#/models')
    expect([current(), document.title]).toEqual(['Models', 'Models – Avocet'])
  })
})
