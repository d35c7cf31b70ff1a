import { onScopeDispose, reactive, ref, shallowReadonly, shallowRef } from 'vue'
import { api, inWords } from '../api/client'
import type { LabelEmail } from '../api/contract'
import { counted } from '../format'
import { announce } from './announcement'
import type { Queue } from './useQueue'

export const BATCH = 20
/** The server lists no more at once. */
const MOST_LISTED = 50

/** Emails that the model is most sure are one label: confirmed together, but for those that the reader strikes. */
export function useBatch(queue: Queue) {
  const label = ref('')
  const emails = shallowRef<readonly LabelEmail[]>([])
  const error = ref('')
  const isLoading = ref(false)
  const isSaving = ref(false)
  const struck = ref(new Set<string>())
  /** Struck in an earlier batch of the same label. */
  let left = new Set<string>()
  let latest = 0

  async function load(): Promise<void> {
    if (!label.value) return
    const mine = ++latest
    isLoading.value = true
    try {
      const limit = Math.min(MOST_LISTED, BATCH + left.size)
      const next = await api.nextEmails({ strategy: 'sure', label: label.value, limit })
      if (mine !== latest) return
      emails.value = next.emails.filter(({ id }) => !left.has(id)).slice(0, BATCH)
      error.value = ''
    } catch (thrown) {
      if (mine !== latest) return
      error.value = inWords(thrown)
    }
    isLoading.value = false
  }

  function choose(other: string): Promise<void> {
    label.value = other
    emails.value = []
    struck.value = new Set()
    left = new Set()
    return load()
  }

  function strike(id: string): void {
    if (!struck.value.delete(id)) struck.value.add(id)
  }

  /** Saves all that are not struck, then loads those that follow. */
  async function confirm(): Promise<void> {
    if (isSaving.value) return
    isSaving.value = true
    const what = { kind: 'label', label: label.value } as const
    const kept = emails.value.filter(({ id }) => !struck.value.has(id))
    const taken = await Promise.all(kept.map((email) => queue.act(what, email)))
    left = new Set([...left, ...struck.value])
    struck.value = new Set()
    emails.value = []
    if (label.value === what.label) await load()
    isSaving.value = false
    announce(`${counted(taken.filter(Boolean).length, 'email')} saved as ${what.label}. ${counted(emails.value.length, 'email')} to confirm.`)
  }

  onScopeDispose(() => latest++)
  return shallowReadonly(reactive({ label, emails, error, isLoading, isSaving, struck, load, choose, strike, confirm }))
}

export type Batch = ReturnType<typeof useBatch>
