import { onScopeDispose, watch } from 'vue'

const LOOK_EVERY_MS = 3000

/** Looks again every few seconds while something goes on, unless the page is hidden. */
export function usePoll(isGoing: () => boolean, look: () => unknown, everyMs = LOOK_EVERY_MS): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = () => clearInterval(timer)
  const lookIfSeen = () => void (document.hidden || look())
  watch(
    isGoing,
    (isOn) => {
      stop()
      if (isOn) timer = setInterval(lookIfSeen, everyMs)
    },
    { immediate: true },
  )
  onScopeDispose(stop)
}
