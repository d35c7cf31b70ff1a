import { describe, expect, it, vi } from 'vitest'
import { complete, failure, note } from '../testing/events'
import { FakeEventSource } from '../testing/FakeEventSource'
import { openEventStream } from './eventStream'

describe('openEventStream', () => {
  function open(seen = 0) {
    const listener = { event: vi.fn(), open: vi.fn(), lost: vi.fn(), refused: vi.fn() }
    const close = openEventStream('/api/runs/run-1/events', seen, listener)
    return { listener, close, source: FakeEventSource.latest }
  }

  it.each([complete, failure('no')])('closes the stream at the final event, or the browser would ask again: %o', (final) => {
    const { source, listener } = open()
    source.send(1, note('one'), final)
    expect(source.readyState).toBe(FakeEventSource.CLOSED)
    expect(listener.event).toHaveBeenLastCalledWith(final, { run: 'run-1', number: 2 })
  })

  it('leaves out events up to the one that is known', () => {
    const { source, listener } = open(2)
    source.send(1, note('one'), note('two'), note('three'))
    expect(listener.event).toHaveBeenCalledExactlyOnceWith(note('three'), { run: 'run-1', number: 3 })
  })

  it('never leaves out the final event, whatever id the browser kept', () => {
    const { source, listener } = open(5)
    source.sendWithId('run-1:5', failure('Another run is in progress.'))
    expect(listener.event).toHaveBeenCalledOnce()
  })

  it('tells a connection that reconnects from one that does not', () => {
    const { source, listener } = open()
    source.lose()
    source.send(1, note('one'))
    source.refuse()
    expect([listener.lost, listener.open, listener.refused].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1])
  })
})
