import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import { FakeEventSource } from './FakeEventSource'

// jsdom has no canvas, no media queries, no event streams, no modal dialogs and nothing to scroll.
vi.mock('vue-echarts', () => ({ default: { props: ['option'], render: () => null } }))

beforeEach(() => {
  FakeEventSource.opened = []
  vi.stubGlobal('EventSource', FakeEventSource)
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }))
})

HTMLCanvasElement.prototype.getContext = () => null
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
Element.prototype.scrollIntoView = () => {}

disableAutoUnmount() // of the test file before, which had the same worker
enableAutoUnmount(afterEach)
