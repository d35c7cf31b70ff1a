import { computed, onScopeDispose, reactive, ref, shallowReadonly, shallowRef } from 'vue'
import { api, inWords } from '../api/client'
import type { LabelEmail, Strategy } from '../api/contract'
import { announce } from './announcement'
import { titleOf, type Act, type Acts } from './useActs'

/** Emails are fetched when fewer than FEW are left, and MORE are added to those that are there. */
const FEW = 8
const MORE = 20
const MOST_AHEAD = 50

/**
 * The emails to label next. Each act shows the next email at once; if the server refuses, the email comes back behind the one
 * that is shown then, so that no key that is on its way meets another email than the one that was read.
 */
export function useQueue(acts: Acts) {
  const emails = shallowRef<readonly LabelEmail[]>([])
  const at = ref(0)
  const current = computed<LabelEmail | null>(() => emails.value[at.value] ?? null)
  /** Emails that are still to be labelled; unknown before the first answer. */
  const left = ref<number | null>(null)
  const error = ref('')
  const isLoading = ref(false)
  const strategy = ref<Strategy>('suggested')
  /** The order that the server could give; unknown before the first answer. */
  const given = ref<Strategy | null>(null)
  /** Whether there are no suggestions yet, and the newest emails come in their place. */
  const isWaiting = computed(() => strategy.value === 'suggested' && given.value === 'newest')
  const query = ref('')
  /** Emails that this page has acted on. The server may still offer one whose act is on its way. */
  const gone = new Map<string, LabelEmail>()
  let latest = 0

  /** @param isAnew whether the emails after the shown one give way to those that now come next */
  async function fill(isAnew = false): Promise<void> {
    const limit = Math.min(MOST_AHEAD, (isAnew ? 0 : emails.value.length) + MORE)
    const mine = ++latest
    isLoading.value = true
    const search = strategy.value === 'search' ? { query: query.value } : {}
    try {
      const next = await api.nextEmails({ strategy: strategy.value, limit, ...search })
      if (mine !== latest) return
      if (isAnew || next.strategy !== given.value) emails.value = emails.value.slice(0, at.value + 1)
      given.value = next.strategy
      merge(next.emails)
      left.value = Math.max(emails.value.length, next.left - acts.waiting)
      error.value = ''
    } catch (thrown) {
      if (mine !== latest) return
      error.value = inWords(thrown)
    }
    isLoading.value = false
  }

  /** Emails that are there stay in their places, with a newer guess where there is one. */
  function merge(offered: readonly LabelEmail[]): void {
    const fresh = new Map(offered.filter(({ id }) => !gone.has(id)).map((email) => [email.id, email]))
    const kept = emails.value.map((email) => fresh.get(email.id) ?? email)
    kept.forEach(({ id }) => fresh.delete(id))
    emails.value = [...kept, ...fresh.values()]
  }

  /** Starts again with other emails. */
  function choose(newStrategy: Strategy, words = ''): Promise<void> {
    strategy.value = newStrategy
    given.value = null
    query.value = words
    emails.value = []
    at.value = 0
    left.value = null
    return fill()
  }

  async function act(what: Act, email: LabelEmail | null = current.value): Promise<boolean> {
    if (!email) return false
    take(email)
    announceCurrent()
    const isTaken = await acts.give(email, what)
    if (!isTaken) putIn(email, at.value + 1)
    return isTaken
  }

  function take(email: LabelEmail): void {
    const index = emails.value.findIndex(({ id }) => id === email.id)
    gone.set(email.id, email)
    left.value = Math.max(0, (left.value ?? 0) - 1)
    if (index < 0) return
    emails.value = emails.value.toSpliced(index, 1)
    if (index < at.value) at.value--
    at.value = Math.max(0, Math.min(at.value, emails.value.length - 1))
    fillIfFew()
  }

  function fillIfFew(): void {
    const isAll = emails.value.length >= (left.value ?? 0)
    if (emails.value.length - at.value < FEW && !isAll && !isLoading.value) void fill()
  }

  function putIn(email: LabelEmail, index: number): void {
    gone.delete(email.id)
    emails.value = emails.value.filter(({ id }) => id !== email.id).toSpliced(index, 0, email)
    left.value = (left.value ?? 0) + 1
  }

  /** Undoes the last act; an email without a label is shown again. Answers whether anything was undone. */
  async function undo(): Promise<boolean> {
    const undone = await acts.undo()
    if (undone?.label === null) {
      try {
        putIn(gone.get(undone.id) ?? (await api.email(undone.id)), at.value)
        announceCurrent()
      } catch (thrown) {
        error.value = inWords(thrown)
      }
    }
    return undone !== null
  }

  function move(by: number): void {
    const to = at.value + by
    if (to < 0 || to >= emails.value.length) return
    at.value = to
    announceCurrent()
    fillIfFew()
  }

  function announceCurrent(): void {
    announce(current.value ? `Next: ${titleOf(current.value)}` : 'No email is left.')
  }

  void fill()
  onScopeDispose(() => latest++)
  return shallowReadonly(
    reactive({ emails, current, left, error, isLoading, strategy, isWaiting, query, fill, choose, act, undo, move }),
  )
}

export type Queue = ReturnType<typeof useQueue>
