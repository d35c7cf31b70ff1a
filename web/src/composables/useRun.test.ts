import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '../../dev/fixtures'
import { cancelled, complete, failure, note, training } from '../testing/events'
import { FakeEventSource } from '../testing/FakeEventSource'
import { Refused, serve } from '../testing/server'
import { withSetup } from '../testing/withSetup'
import { useRun } from './useRun'

const URL = '/api/finetune/run?model=minilm&epochs=5'

describe('useRun', () => {
  const settled = vi.fn()
  const follow = () => withSetup(() => useRun('finetune', settled))
  const lines = (followed: { story: { log: readonly { text: string }[] } }) => followed.story.log.map(({ text }) => text)

  beforeEach(() => {
    settled.mockClear()
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())

  it('is starting until the first event, and running then', () => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    expect(result.status).toBe('starting')
    expect(FakeEventSource.latest.url).toBe(URL)

    FakeEventSource.latest.send(1, note('hello'))

    expect(result.status).toBe('running')
    expect(result.id).toBe('run-1')
  })

  it('shows events that come together in one go', () => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, note('one'), note('two'))
    expect(result.story.log).toEqual([])

    vi.advanceTimersByTime(100)

    expect(lines(result)).toEqual(['one', 'two'])
  })

  it('ends with the final event, and closes the stream so that the browser does not ask again', () => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, note('one'), complete)

    expect(result.status).toBe('complete')
    expect(lines(result)).toEqual(['one', 'Complete.'])
    expect(FakeEventSource.latest.readyState).toBe(FakeEventSource.CLOSED)
    expect(settled).toHaveBeenCalledExactlyOnceWith('complete')
  })

  it('keeps the words of an error and of a cancellation', () => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, note('one'), failure('Out of memory. Lower the batch size.'))
    expect(result).toMatchObject({ status: 'error', message: 'Out of memory. Lower the batch size.' })

    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, cancelled)
    expect(result.status).toBe('cancelled')
  })

  it('says that the connection is lost, and leaves out what it has seen when events are sent again', () => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, note('one'), note('two'))
    FakeEventSource.latest.lose()
    expect(result.isLost).toBe(true)
    expect(result.isLive).toBe(true)

    FakeEventSource.latest.send(1, note('one'), note('two'), note('three'))
    vi.advanceTimersByTime(100)

    expect(result.isLost).toBe(false)
    expect(lines(result)).toEqual(['one', 'two', 'three'])
    expect(FakeEventSource.opened).toHaveLength(1)
  })

  it('attaches to a run from its first event on', () => {
    const { result } = follow()
    result.attach(run('finetune', 'running', { id: 'run-1' }))
    expect(FakeEventSource.latest.url).toBe('/api/runs/run-1/events')
    expect(result).toMatchObject({ status: 'running', what: 'minilm, 5 epochs' })

    FakeEventSource.latest.send(1, note('one'), note('two'), complete)

    expect(lines(result)).toEqual(['one', 'two', 'Complete.'])
    expect(settled).toHaveBeenCalledOnce()
  })

  it('shows the log of a run that has ended without taking it for news', () => {
    const { result } = follow()
    result.attach(run('finetune', 'interrupted', { id: 'run-1' }))
    FakeEventSource.latest.send(1, note('one'), failure('The server ended.'))

    expect(result.status).toBe('interrupted')
    expect(lines(result)).toEqual(['one', 'The server ended.'])
    expect(settled).not.toHaveBeenCalled()
  })

  it('takes an error before any run for a refusal', () => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.sendWithId('', failure('A benchmark is running.'))

    expect(result).toMatchObject({ status: 'idle', refusal: 'A benchmark is running.' })
    expect(FakeEventSource.latest.readyState).toBe(FakeEventSource.CLOSED)
  })

  it.each(['lose', 'refuse'] as const)('does not ask for a run twice when the first answer fails (%s)', (fail) => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest[fail]()

    expect(result.status).toBe('idle')
    expect(result.refusal).toContain('did not answer')
    expect(FakeEventSource.latest.readyState).toBe(FakeEventSource.CLOSED)
  })

  it('asks how the run is when its stream breaks off for good, and goes on after what it has seen', async () => {
    serve({ '/api/runs/run-1': run('finetune', 'running', { id: 'run-1' }) })
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, note('one'))
    FakeEventSource.latest.refuse()
    expect(result).toMatchObject({ isLive: true, isLost: true })

    await vi.advanceTimersByTimeAsync(3000)
    expect(FakeEventSource.latest.url).toBe('/api/runs/run-1/events')
    FakeEventSource.latest.send(1, note('one'), note('two'))
    vi.advanceTimersByTime(100)

    expect(lines(result)).toEqual(['one', 'two'])
    expect(result.isLost).toBe(false)
  })

  it('asks again until the server is back, and learns that the run was interrupted', async () => {
    serve({})
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, note('one'))
    FakeEventSource.latest.refuse()
    await vi.advanceTimersByTimeAsync(9000)
    expect(result.isLost).toBe(true)

    serve({ '/api/runs/run-1': run('finetune', 'interrupted', { id: 'run-1' }) })
    await vi.advanceTimersByTimeAsync(3000)

    expect(result).toMatchObject({ status: 'interrupted', isLost: false })
    expect(settled).toHaveBeenCalledExactlyOnceWith('interrupted')
  })

  describe('on a page that is hidden', () => {
    const hide = (hidden: boolean) => {
      vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
      document.dispatchEvent(new Event('visibilitychange'))
    }
    afterEach(() => vi.restoreAllMocks())

    it('lets go of the stream, which other tabs need, and takes it up again', async () => {
      serve({ '/api/runs/run-1': run('finetune', 'running', { id: 'run-1' }) })
      const { result } = follow()
      result.start(URL, 'minilm, 5 epochs')
      FakeEventSource.latest.send(1, note('one'))
      hide(true)
      await vi.advanceTimersByTimeAsync(30_000)
      expect(FakeEventSource.latest.readyState).toBe(FakeEventSource.CLOSED)
      expect(FakeEventSource.opened).toHaveLength(1)
      expect(result).toMatchObject({ status: 'running', isLost: false })

      hide(false)
      expect(FakeEventSource.latest.url).toBe('/api/runs/run-1/events')
      FakeEventSource.latest.send(1, note('one'), note('two'))
      await vi.advanceTimersByTimeAsync(100)
      expect(lines(result)).toEqual(['one', 'two'])
      expect(FakeEventSource.opened).toHaveLength(2)
    })

    it('learns all the same that the run has ended, and how', async () => {
      serve({ '/api/runs/run-1': run('finetune', 'complete', { id: 'run-1' }) })
      const { result } = follow()
      result.start(URL, 'minilm, 5 epochs')
      FakeEventSource.latest.send(1, note('one'))
      hide(true)
      await vi.advanceTimersByTimeAsync(3000)
      FakeEventSource.latest.send(1, note('one'), note('two'), complete)

      expect(lines(result)).toEqual(['one', 'two', 'Complete.'])
      expect(settled).toHaveBeenCalledExactlyOnceWith('complete')
    })

    it('opens no stream for a run that goes', () => {
      hide(true)
      const { result } = follow()
      const before = FakeEventSource.opened.length
      result.attach(run('finetune', 'running', { id: 'run-1' }))
      expect(FakeEventSource.opened).toHaveLength(before)
      expect(result.status).toBe('running')
    })
  })

  it('closes the stream and its timers with its component', async () => {
    const fetch = serve({ '/api/runs/run-1': run('finetune', 'running', { id: 'run-1' }) })
    const { result, unmount } = follow()
    result.start(URL, 'minilm, 5 epochs')
    FakeEventSource.latest.send(1, training(1))
    unmount()
    expect(FakeEventSource.latest.readyState).toBe(FakeEventSource.CLOSED)

    FakeEventSource.latest.refuse()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fetch).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('closes the stream before when another run is followed', () => {
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    const first = FakeEventSource.latest
    result.attach(run('finetune', 'running'))
    expect(first.readyState).toBe(FakeEventSource.CLOSED)
  })

  it('asks the server to cancel, and says why it cannot', async () => {
    const fetch = serve({ '/api/finetune/cancel': () => new Refused(409, 'No fine-tuning is running.') })
    const { result } = follow()
    result.start(URL, 'minilm, 5 epochs')
    const asked = result.cancel()
    expect(result.isCancelling).toBe(true)
    await asked
    await flushPromises()

    expect(fetch).toHaveBeenCalledWith('/api/finetune/cancel', expect.objectContaining({ method: 'POST' }))
    expect(result).toMatchObject({ isCancelling: false, refusal: 'No fine-tuning is running.' })
  })
})
