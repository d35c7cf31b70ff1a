import { onScopeDispose, reactive, ref, shallowReadonly, shallowRef } from 'vue'
import { inWords } from '../api/client'

/** Something from the server: loaded at once, again on demand, kept when a later load fails. */
export function useLoaded<T>(load: () => Promise<T>) {
  const value = shallowRef<T | null>(null)
  const error = ref('')
  const isLoading = ref(false)
  let latest = 0

  async function reload(): Promise<void> {
    const mine = ++latest
    isLoading.value = true
    let loaded: T | null = null
    let problem = ''
    try {
      loaded = await load()
    } catch (thrown) {
      problem = inWords(thrown)
    }
    if (mine !== latest) return // a later load is under way, or nobody waits any more
    isLoading.value = false
    error.value = problem
    value.value = loaded ?? value.value
  }

  void reload()
  onScopeDispose(() => latest++)
  return shallowReadonly(reactive({ value, error, isLoading, reload }))
}
