import { describe, expect, it, vi } from 'vitest'
import { withSetup } from '../testing/withSetup'
import { useChartRoom } from './useChartRoom'
import { useMediaQuery } from './useMediaQuery'
import { usePalette } from './usePalette'

/** A window that the test makes narrow or wide. */
function stubWindow() {
  const listeners = new Set<() => void>()
  const list = {
    matches: false,
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }
  const matchMedia = vi.fn(() => list)
  vi.stubGlobal('matchMedia', matchMedia)
  const change = (matches: boolean) => {
    list.matches = matches
    listeners.forEach((listener) => listener())
  }
  return { matchMedia, change, listeners }
}

describe('useMediaQuery', () => {
  it('follows its query, and stops with its component', () => {
    const { matchMedia, change, listeners } = stubWindow()
    const { result, unmount } = withSetup(() => useMediaQuery('(max-width: 1px)'))
    expect(matchMedia).toHaveBeenCalledWith('(max-width: 1px)')
    expect(result.value).toBe(false)
    change(true)
    expect(result.value).toBe(true)
    unmount()
    expect(listeners.size).toBe(0)
  })
})

describe('useChartRoom', () => {
  it('gives names less room in a narrow window', () => {
    const { change } = stubWindow()
    const { result } = withSetup(useChartRoom)
    const wide = result.value
    change(true)
    expect(result.value.labelPx).toBeLessThan(wide.labelPx)
    expect(result.value.columnTurn).toBe(90)
  })
})

describe('usePalette', () => {
  it('reads the colours again when the system turns dark', () => {
    const { change } = stubWindow()
    const { result } = withSetup(usePalette)
    const light = result.value.ink
    document.documentElement.style.setProperty('--ink', '#fefefe')
    change(true)
    expect([light, result.value.ink]).toEqual(['#000000', '#fefefe'])
    document.documentElement.style.removeProperty('--ink')
  })
})
