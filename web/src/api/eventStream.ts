import { isFinal, type RunEvent } from './contract'

/** RUN:NUMBER in parts. */
export interface EventId {
  run: string
  number: number
}

export interface StreamListener {
  /** Each event once and in order, with its id; an event that came before any run has none. */
  event(event: RunEvent, id: EventId | null): void
  /** The connection is open, for the first time or again. */
  open(): void
  /** The connection is gone; the browser tries again by itself. */
  lost(): void
  /** The connection is gone for good, and no final event came. */
  refused(): void
}

/**
 * Listens to the events of a run until the final one.
 *
 * @param seen the number of the last event that is known already
 * @returns what ends the listening, as often as one likes
 */
export function openEventStream(url: string, seen: number, listener: StreamListener): () => void {
  const source = new EventSource(url)
  let last = seen

  source.onopen = () => listener.open()
  source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
    const event = JSON.parse(data) as RunEvent
    const id = idOf(lastEventId)
    if (isFinal(event)) {
      source.close() // else the browser would ask again
    } else if (id && id.number <= last) {
      return
    }
    last = id?.number ?? last
    listener.event(event, id)
  }
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) {
      listener.refused()
    } else {
      listener.lost()
    }
  }
  return () => source.close()
}

function idOf(lastEventId: string): EventId | null {
  const parts = /^(.+):(\d+)$/.exec(lastEventId)
  return parts ? { run: parts[1]!, number: Number(parts[2]) } : null
}
