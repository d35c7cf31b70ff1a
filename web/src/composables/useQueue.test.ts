import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { emails } from '../../dev/mailFixtures'
import { serveMail } from '../testing/mailServer'
import { Refused, type Answers } from '../testing/server'
import { withSetup } from '../testing/withSetup'
import { announcement } from './announcement'
import { useActs, type Act } from './useActs'
import { useQueue } from './useQueue'

const REJECTED: Act = { kind: 'label', label: 'rejected' }
const ALL = emails(60)
const subjectOf = (number: number) => ALL[number]!.subject

async function start(answers: Answers = {}) {
  const server = serveMail(answers)
  const { acts, queue } = withSetup(() => {
    const acts = useActs(() => {})
    return { acts, queue: useQueue(acts) }
  }).result
  await flushPromises()
  return { ...server, acts, queue }
}

/** An answer that the test gives when it likes. */
function later() {
  let give = (_: unknown) => {}
  const answer = new Promise((resolve) => (give = resolve))
  return { answer: () => answer, give: (value: unknown) => (give(value), flushPromises()) }
}

describe('useQueue', () => {
  it('shows the next email before the server has answered, and says so', async () => {
    const label = later()
    const { queue, acts } = await start({ '/api/labels': label.answer })
    void queue.act(REJECTED)
    expect(queue.current!.subject).toBe(subjectOf(1))
    expect(announcement.value).toBe(`Next: ${subjectOf(1)}`)
    expect(acts.said).toBe('')
    await label.give({ id: ALL[0]!.id, label: 'rejected' })
    expect(acts.said).toBe(`Saved as rejected: ${subjectOf(0)}`)
  })

  it('brings an email back that the server refused, behind the one that is read, and never calls it saved', async () => {
    const { queue, acts } = await start({ '/api/labels': new Refused(500, 'There is no space left.') })
    expect(await queue.act(REJECTED)).toBe(false)
    expect(queue.current!.subject).toBe(subjectOf(1))
    expect(queue.left).toBe(60)
    expect(acts).toMatchObject({ said: '', refusal: { words: `“${subjectOf(0)}” is not saved, and comes back. There is no space left.` } })
    queue.move(1)
    expect(queue.current!.subject).toBe(subjectOf(0))
  })

  it('brings a refused email back at once where no other is left', async () => {
    const next = { emails: ALL.slice(0, 1), left: 1 }
    const { queue } = await start({ '/api/labels/next': next, '/api/labels': new Refused(409, 'The file is locked.') })
    await queue.act(REJECTED)
    expect(queue.current!.subject).toBe(subjectOf(0))
  })

  it('sends acts one after another, so that an undo means the last one', async () => {
    const label = later()
    const { queue, sentTo } = await start({ '/api/labels': label.answer })
    void queue.act(REJECTED)
    void queue.act({ kind: 'skip' })
    void queue.undo()
    await flushPromises()
    expect([sentTo('/api/labels').length, sentTo('/api/labels/skip').length, sentTo('/api/labels/undo').length]).toEqual([1, 0, 0])
    await label.give({ id: ALL[0]!.id, label: 'rejected' })
    expect([sentTo('/api/labels/skip'), sentTo('/api/labels/undo').length]).toEqual([[{ id: ALL[1]!.id }], 1])
    expect(queue.current!.subject).toBe(subjectOf(1))
  })

  it('undoes to any depth, and shows each email again', async () => {
    const { queue, acts, store } = await start()
    for (const act of [REJECTED, { kind: 'skip' }, { kind: 'discard' }] as Act[]) await queue.act(act)
    for (const number of [2, 1, 0]) {
      await queue.undo()
      expect(queue.current!.subject).toBe(subjectOf(number))
    }
    expect(queue.left).toBe(60)
    expect(store.canUndo).toBe(false)
    await queue.undo()
    expect(acts.refusal!.words).toMatch(/^Nothing is undone\./)
  })

  it('fetches more before it runs out, asks for none twice, and has each email once', async () => {
    const { queue, sentTo, fetch } = await start()
    for (let i = 0; i < 60; i++) {
      await queue.act(REJECTED)
      await flushPromises()
    }
    expect(queue.current).toBeNull()
    expect(new Set(sentTo('/api/labels').map((sent) => (sent as { id: string }).id)).size).toBe(60)
    const fetches = fetch.mock.calls.filter(([path]) => path.startsWith('/api/labels/next'))
    expect(fetches.length).toBeLessThan(8)
  })

  it('does not show an email again that the server offers while its label is on its way', async () => {
    const label = later()
    const { queue } = await start({ '/api/labels': label.answer })
    void queue.act(REJECTED)
    await queue.fill()
    expect(queue.emails.map(({ subject }) => subject)).not.toContain(subjectOf(0))
    expect(queue.left).toBe(59)
  })

  it('keeps the email that is read, and nothing after it, when suggestions take the place of the newest', async () => {
    let next: object = { emails: ALL.slice(0, 20), left: 60, strategy: 'newest' }
    const { queue } = await start({ '/api/labels/next': () => next })
    expect(queue.isWaiting).toBe(true)
    queue.move(1)
    next = { emails: [ALL[40], ALL[1], ALL[50]], left: 60, strategy: 'suggested' }
    await queue.fill()
    expect(queue.emails).toEqual([ALL[0], ALL[1], ALL[40], ALL[50]])
    expect([queue.isWaiting, queue.current!.id]).toEqual([false, ALL[1]!.id])
  })

  it('waits for no suggestions where the newest were asked for', async () => {
    const { queue } = await start()
    await queue.choose('newest')
    expect(queue.isWaiting).toBe(false)
  })

  it('moves forth and back, and stays at the ends', async () => {
    const { queue } = await start()
    queue.move(-1)
    expect(queue.current!.subject).toBe(subjectOf(0))
    queue.move(1)
    queue.move(1)
    queue.move(-1)
    expect(queue.current!.subject).toBe(subjectOf(1))
  })

  it('searches, and takes a newer guess without moving what is shown', async () => {
    const { queue } = await start()
    await queue.choose('search', 'offer')
    expect(queue.current!.subject).toContain('Offer')
    expect(queue.left).toBe(10)
    const shown = queue.current!.id
    await queue.fill()
    expect(queue.current!.id).toBe(shown)
  })
})
