import { describe, expect, it, vi } from 'vitest'
import { withSetup } from '../testing/withSetup'
import { useKeys } from './useKeys'

function pressOn(html: string, init: KeyboardEventInit) {
  document.body.innerHTML = html
  const press = vi.fn((_: string) => true)
  const { unmount } = withSetup(() => useKeys(press, ['j']))
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  document.body.querySelector('.on')!.dispatchEvent(event)
  unmount()
  document.body.innerHTML = ''
  return { keys: press.mock.calls.map(([key]) => key), isPrevented: event.defaultPrevented }
}

describe('useKeys', () => {
  it('hears keys on the page, on buttons and on switches, and keeps the browser from using them', () => {
    for (const html of ['<p class="on">', '<button class="on">', '<input class="on" type="checkbox">']) {
      expect(pressOn(html, { key: 's' })).toEqual({ keys: ['s'], isPrevented: true })
    }
  })

  it('hears nothing where one writes, while a dialog is open, and with a command key', () => {
    for (const html of ['<input class="on" type="search">', '<textarea class="on">', '<select class="on">', '<dialog open><p class="on"></dialog>']) {
      expect(pressOn(html, { key: 's' }).keys).toEqual([])
    }
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey'] as const) expect(pressOn('<p class="on">', { key: 'd', [modifier]: true }).keys).toEqual([])
  })

  it('leaves Enter to the button or link that has the focus', () => {
    expect(pressOn('<p class="on">', { key: 'Enter' }).keys).toEqual(['Enter'])
    expect(pressOn('<button class="on">', { key: 'Enter' }).keys).toEqual([])
    expect(pressOn('<a class="on" href="#x">', { key: 'Enter' }).keys).toEqual([])
  })

  it('counts a key that is held down once, but for those that may repeat', () => {
    expect(pressOn('<p class="on">', { key: '1', repeat: true }).keys).toEqual([])
    expect(pressOn('<p class="on">', { key: 'j', repeat: true }).keys).toEqual(['j'])
  })
})
