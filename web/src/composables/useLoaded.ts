import { computed, onScopeDispose, reactive, ref, shallowReadonly, shallowRef } from 'vue'
import { inWords } from '../api/client'

/** Something from the server: loaded at once, again on demand, kept when a later load fails. */
export function useLoaded<T>(load: () => Promise<T>) {
  const value = shallowRef<T | null>(null)
  const error = ref('')
  /** Whether there is something to show: a value, or why there is none. */
  const isSettled = computed(() => value.value !== null || error.value !== '')
  let latest = 0

  async function reload(): Promise<void> {
    const mine = ++latest
    let loaded: T | null = null
    let problem = ''
    try {
      loaded = await load()
    } catch (thrown) {
      problem = inWords(thrown)
    }
    if (mine !== latest) return // a later load is under way, or no caller waits any more
    error.value = problem
    value.value = loaded ?? value.value
  }

  void reload()
  onScopeDispose(() => latest++)
  return shallowReadonly(reactive({ value, error, isSettled, reload }))
}
