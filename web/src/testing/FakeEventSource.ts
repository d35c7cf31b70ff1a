import type { RunEvent } from '../api/contract'

/** An EventSource whose server is the test. */
export class FakeEventSource {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static opened: FakeEventSource[] = []

  static get latest(): FakeEventSource {
    return FakeEventSource.opened.at(-1)!
  }

  readyState: number = FakeEventSource.CONNECTING
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string; lastEventId: string }) => void) | null = null
  onerror: (() => void) | null = null

  constructor(readonly url: string) {
    FakeEventSource.opened.push(this)
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED
  }

  /** The server answers, and sends events with ids from a number on. */
  send(from: number, ...events: RunEvent[]): void {
    this.readyState = FakeEventSource.OPEN
    this.onopen?.()
    events.forEach((event, i) => this.sendWithId(`run-1:${from + i}`, event))
  }

  sendWithId(lastEventId: string, event: RunEvent): void {
    this.onmessage?.({ data: JSON.stringify(event), lastEventId })
  }

  /** The connection breaks; a browser tries again. */
  lose(): void {
    this.readyState = FakeEventSource.CONNECTING
    this.onerror?.()
  }

  /** The server refuses (any status but 200); a browser gives up. */
  refuse(): void {
    this.readyState = FakeEventSource.CLOSED
    this.onerror?.()
  }
}
