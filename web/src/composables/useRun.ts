import { computed, onScopeDispose, reactive, ref, shallowReadonly, shallowRef } from 'vue'
import { api, inWords, streams } from '../api/client'
import { isFinal, type Run, type RunEvent, type RunKind, type RunState } from '../api/contract'
import { openEventStream, type EventId } from '../api/eventStream'
import { request } from '../requests'
import { NOTHING_TOLD, tell } from './runStory'

/** Events that come faster than this are shown together. */
const SHOW_EVERY_MS = 100
const ASK_AGAIN_MS = 3000
const NOT_STARTED =
  'The server did not answer, so it is unknown whether the run has started. Is avocet serve still running? ' +
  'If the run is in progress, it appears here automatically.'

export type Status = 'idle' | 'starting' | RunState

/**
 * Follows one run of a kind: starts it or attaches to it, keeps its story, survives lost connections. A browser gives a server
 * six connections for all its tabs together, and a stream holds one: so a hidden page lets go of it, and asks now and then.
 *
 * @param settled called when a run ends that was seen running, and when a request for one is refused
 */
export function useRun(kind: RunKind, settled: (status: Status) => void = () => {}) {
  const status = ref<Status>('idle')
  const isLost = ref(false)
  const isCancelling = ref(false)
  const id = ref<string | null>(null)
  /** What was asked for, in words. */
  const what = ref('')
  const story = shallowRef(NOTHING_TOLD)
  /** The last event's message. */
  const message = ref('')
  /** Why a request for a run, or to cancel one, was refused. */
  const refusal = ref('')
  const isLive = computed(() => status.value === 'starting' || status.value === 'running')

  let close = () => {}
  let seen = 0
  let waiting: RunEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined

  function start(url: string, inFewWords: string): void {
    begin('starting', null, inFewWords)
    refusal.value = ''
    listen(url)
  }

  /** Shows a run from its first event on; one that has ended, too. */
  function attach(run: Run): void {
    begin(run.state, run.id, request(run))
    message.value = run.message ?? ''
    listenIfSeen(run.id)
  }

  function begin(newStatus: Status, run: string | null, inFewWords: string): void {
    stop()
    status.value = newStatus
    id.value = run
    what.value = inFewWords
    story.value = NOTHING_TOLD
    message.value = ''
    seen = 0
    isLost.value = isCancelling.value = false
  }

  function listen(url: string): void {
    close = openEventStream(url, seen, {
      open: () => (isLost.value = false),
      event: receive,
      lost: () => (status.value === 'starting' ? refuse(NOT_STARTED) : (isLost.value = true)),
      refused: () => (status.value === 'starting' ? refuse(NOT_STARTED) : askAgain()),
    })
  }

  function listenIfSeen(run: string): void {
    if (document.hidden) {
      askAgain()
    } else {
      listen(streams.events(run))
    }
  }

  function onVisibilityChange(): void {
    if (isLive.value && id.value !== null) {
      close()
      clearTimeout(retry)
      listenIfSeen(id.value)
    }
  }

  function receive(event: RunEvent, eventId: EventId | null): void {
    if (!eventId && event.type === 'error' && status.value === 'starting') {
      return refuse(event.message)
    }
    isLost.value = false
    id.value = eventId?.run ?? id.value
    seen = eventId?.number ?? seen
    if (status.value === 'starting') status.value = 'running'
    waiting.push(event)
    if (isFinal(event)) {
      show()
      message.value = 'message' in event ? event.message : ''
      end(event.type as RunState)
    } else {
      timer ??= setTimeout(show, SHOW_EVERY_MS)
    }
  }

  function show(): void {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length > 0) story.value = tell(story.value, waiting)
    waiting = []
  }

  /** Nothing runs: the request was refused. The browser must not send it again. */
  function refuse(reason: string): void {
    stop()
    refusal.value = reason
    status.value = 'idle'
    settled('idle')
  }

  /** The stream broke off for good, or the page is hidden: how is the run? */
  function askAgain(): void {
    const run = id.value
    if (!isLive.value || run === null) return
    isLost.value = !document.hidden
    retry = setTimeout(async () => {
      try {
        const now = await api.run(run)
        if (id.value !== run || !isLive.value) return
        if (now.state === 'running') {
          listenIfSeen(run)
        } else if (document.hidden) {
          listen(streams.events(run)) // to hear its last words
        } else {
          message.value = now.message ?? ''
          end(now.state)
        }
      } catch {
        askAgain()
      }
    }, ASK_AGAIN_MS)
  }

  function end(state: RunState): void {
    const wasLive = isLive.value
    stop()
    isLost.value = isCancelling.value = false
    if (wasLive) {
      status.value = state
      settled(state)
    }
  }

  async function cancel(): Promise<void> {
    isCancelling.value = true
    refusal.value = ''
    try {
      await api.cancel(kind)
    } catch (thrown) {
      isCancelling.value = false
      refusal.value = inWords(thrown)
    }
  }

  function stop(): void {
    close()
    clearTimeout(retry)
    show()
  }

  document.addEventListener('visibilitychange', onVisibilityChange)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onVisibilityChange)
    stop()
    status.value = 'idle'
  })

  return shallowReadonly(
    reactive({ kind, status, isLive, isLost, isCancelling, id, what, story, message, refusal, start, attach, cancel }),
  )
}

export type FollowedRun = ReturnType<typeof useRun>
