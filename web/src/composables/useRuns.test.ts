import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '../../dev/fixtures'
import type { Run } from '../api/contract'
import { complete, failure, note } from '../testing/events'
import { FakeEventSource } from '../testing/FakeEventSource'
import { serve } from '../testing/server'
import { withSetup } from '../testing/withSetup'
import { useRuns } from './useRuns'

const BENCHMARK = '/api/benchmark/run?models=mine%2Cminilm-zeroshot%2Cbge-m3&save=true'

describe('useRuns', () => {
  const changed = vi.fn()
  let runs: Run[]
  const opened = () => FakeEventSource.opened.map(({ url }) => url)

  async function visit() {
    const visited = withSetup(() => useRuns(changed))
    await flushPromises()
    return visited
  }

  beforeEach(() => {
    runs = []
    changed.mockClear()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    serve({
      '/api/runs': () => runs,
      '/api/benchmark/models': [
        { name: 'mine', model_id: 'models/mine', adapter: 'fine-tuned', default: true, at_hand: true },
        { name: 'minilm-zeroshot', model_id: 'all-MiniLM-L6-v2', adapter: 'embedding', default: true, at_hand: true },
        { name: 'deberta-zeroshot', model_id: 'not/downloaded', adapter: 'zero-shot', default: true, at_hand: false },
        { name: 'bge-m3', model_id: 'measured/before', adapter: 'zero-shot', default: true, at_hand: true },
      ],
    })
  })
  afterEach(() => vi.useRealTimers())

  it('attaches to a run that is running when the page opens', async () => {
    runs = [run('finetune', 'running', { id: 'run-1' })]
    const { result } = await visit()
    expect(opened()).toEqual(['/api/runs/run-1/events'])
    expect(result.isBusy).toBe(true)
  })

  it('finds a run that another tab has started', async () => {
    const { result } = await visit()
    runs = [run('benchmark', 'running', { id: 'run-2' })]
    await vi.advanceTimersByTimeAsync(5000)
    expect(opened()).toEqual(['/api/runs/run-2/events'])
    expect(result.benchmark.status).toBe('running')
  })

  it('attaches to an evaluation, which no benchmark follows', async () => {
    runs = [run('evaluate', 'running', { id: 'run-1' })]
    const { result } = await visit()
    expect(result.going).toBe('evaluate')
    runs = [run('evaluate', 'complete', { id: 'run-1' })]
    FakeEventSource.latest.send(1, note('one'), complete)
    await flushPromises()
    expect(opened()).toEqual(['/api/runs/run-1/events'])
    expect(result.lastEvaluate?.state).toBe('complete')
    expect(changed).toHaveBeenCalledOnce()
  })

  it('attaches to a fetch of mail, after which emails may have changed', async () => {
    runs = [run('fetch', 'running', { id: 'run-1' })]
    const { result } = await visit()
    expect([result.going, result.fetch.what]).toEqual(['fetch', 'mail of gmail'])
    runs = [run('fetch', 'complete', { id: 'run-1' })]
    FakeEventSource.latest.send(1, note('60 new'), complete)
    await flushPromises()
    expect(result.lastFetch?.state).toBe('complete')
    expect(changed).toHaveBeenCalledOnce()
  })

  it('runs the benchmark when a fine-tuning is complete, and says that models have changed', async () => {
    const { result } = await visit()
    result.finetune.start('/api/finetune/run?model=minilm&epochs=5', 'minilm, 5 epochs')
    runs = [run('finetune', 'complete', { id: 'run-1' })]
    FakeEventSource.latest.send(1, note('one'), complete)
    await flushPromises()

    expect(opened().at(-1)).toBe(BENCHMARK)
    expect(changed).toHaveBeenCalledOnce()
  })

  it('runs the benchmark of a fine-tuning that completed while the page was away', async () => {
    runs = [run('finetune', 'complete')]
    await visit()
    expect(opened()).toEqual([BENCHMARK])
  })

  it('does not run it again when a later run has come', async () => {
    runs = [run('benchmark', 'cancelled'), run('finetune', 'complete')]
    await visit()
    expect(opened()).toEqual([])
  })

  it.each(['error', 'cancelled', 'interrupted'] as const)('runs no benchmark after a fine-tuning that ended as %s', async (state) => {
    runs = [run('finetune', state)]
    const { result } = await visit()
    expect(opened()).toEqual([])
    expect(result.lastFinetune?.state).toBe(state)
  })

  it('asks for the benchmark of a fine-tuning once, even if it is refused', async () => {
    runs = [run('finetune', 'complete')]
    const { result } = await visit()
    FakeEventSource.latest.sendWithId('', failure('There are no labelled emails.'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(opened()).toEqual([BENCHMARK])
    expect(result.benchmark.refusal).toBe('There are no labelled emails.')
  })

  it('says that models have changed when a run came and went unseen', async () => {
    runs = [run('benchmark', 'complete', { id: 'old' })]
    await visit()
    expect(changed).not.toHaveBeenCalled()
    runs = [run('benchmark', 'complete', { id: 'new' }), ...runs]
    await vi.advanceTimersByTimeAsync(5000)
    expect(changed).toHaveBeenCalledOnce()
  })

  it('says that the server does not answer, and loads everything again when it does', async () => {
    serve({})
    const { result } = await visit()
    expect(result.unreachable).toContain('does not answer')
    serve({ '/api/runs': [] })
    await vi.advanceTimersByTimeAsync(5000)
    expect(result.unreachable).toBe('')
    expect(changed).toHaveBeenCalledOnce()
  })

  it('does not look while a run is followed, nor after its component is gone', async () => {
    const fetch = serve({ '/api/runs': () => runs })
    const { result, unmount } = await visit()
    result.finetune.start('/api/finetune/run?model=minilm&epochs=5', 'minilm, 5 epochs')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(fetch).toHaveBeenCalledOnce()
    unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})
