import { nextTick, onMounted, onScopeDispose, ref, watch, type Ref } from 'vue'

/** Scrolled up by less than this still counts as the end: a browser rounds. */
const SLACK_PX = 8

/** Keeps the end of a growing list in sight, until the reader scrolls up, and again when they come back. */
export function useFollowEnd(box: Readonly<Ref<HTMLElement | null>>, grown: () => unknown) {
  const isFollowing = ref(true)

  function onScroll(): void {
    const { scrollHeight, scrollTop, clientHeight } = box.value!
    isFollowing.value = scrollHeight - scrollTop - clientHeight <= SLACK_PX
  }

  function toEnd(): void {
    isFollowing.value = true
    if (box.value) box.value.scrollTop = box.value.scrollHeight
  }

  const stayAtEnd = () => void (isFollowing.value && toEnd())

  watch(grown, () => nextTick(stayAtEnd), { immediate: true })
  // Lines rewrap, and the browser scrolls; its resize event comes before its scroll event.
  onMounted(() => window.addEventListener('resize', stayAtEnd))
  onScopeDispose(() => window.removeEventListener('resize', stayAtEnd))

  return { isFollowing, onScroll, toEnd }
}
