import { nextTick, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withSetup } from '../testing/withSetup'
import { usePoll } from './usePoll'

describe('usePoll', () => {
  const look = vi.fn()
  const isGoing = ref(false)

  beforeEach(() => {
    look.mockClear()
    isGoing.value = false
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => vi.useRealTimers())

  it('looks while something goes on, and not before or after', async () => {
    withSetup(() => usePoll(() => isGoing.value, look))
    vi.advanceTimersByTime(60_000)
    expect(look).not.toHaveBeenCalled()
    isGoing.value = true
    await nextTick()
    vi.advanceTimersByTime(9000)
    expect(look).toHaveBeenCalledTimes(3)
    isGoing.value = false
    await nextTick()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not look in a hidden page, nor after its component is gone', () => {
    isGoing.value = true
    const { unmount } = withSetup(() => usePoll(() => isGoing.value, look))
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    vi.advanceTimersByTime(9000)
    expect(look).not.toHaveBeenCalled()
    hidden.mockReturnValue(false)
    vi.advanceTimersByTime(3000)
    expect(look).toHaveBeenCalledOnce()
    unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})
