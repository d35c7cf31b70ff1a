import { reactive, ref, shallowReadonly, shallowRef } from 'vue'
import { api, inWords } from '../api/client'
import type { Undone } from '../api/contract'

/** Where on the page an act is done, so that its outcome is shown there. */
export type Place = 'desk' | 'changes' | 'list'

/** What is done with an email. */
export type Act = { kind: 'label'; label: string } | { kind: 'skip' } | { kind: 'discard' }

/** An email as a message names it. */
export interface NamedEmail {
  id: string
  subject: string
}

export const titleOf = ({ subject }: { subject: string }) => subject.trim() || 'Without a subject'

const PAST = { skip: 'Skipped', discard: 'Discarded' }
const done = (act: Act, email: NamedEmail) =>
  act.kind === 'label' ? `Saved as ${act.label}: ${titleOf(email)}` : `${PAST[act.kind]}: ${titleOf(email)}`

function send({ id }: NamedEmail, act: Act): Promise<unknown> {
  return act.kind === 'label' ? api.label(id, act.label) : api[act.kind](id)
}

/**
 * Acts on emails, sent one after another in the order in which they were done, so that an undo means the last one. Nothing is
 * called saved before the server has answered.
 *
 * @param changed called after each act that the server has taken, unless more are on their way
 */
export function useActs(changed: () => void) {
  /** What was saved last, in words. */
  const said = ref('')
  /** What was refused last, and why. */
  const refusal = shallowRef<{ id: string; words: string } | null>(null)
  const waiting = ref(0)
  /** Where the last act was done. */
  const place = ref<Place>('desk')
  let line: Promise<unknown> = Promise.resolve()

  async function inTurn<T>(request: () => Promise<T>): Promise<T> {
    waiting.value++
    const mine = line.then(request)
    line = mine.catch(() => {})
    try {
      return await mine
    } finally {
      waiting.value--
    }
  }

  /** Answers whether the server has taken it. */
  async function give(email: NamedEmail, act: Act, where: Place = 'desk'): Promise<boolean> {
    place.value = where
    try {
      await inTurn(() => send(email, act))
    } catch (thrown) {
      refusal.value = { id: email.id, words: `“${titleOf(email)}” is not saved, and comes back. ${inWords(thrown)}` }
      return false
    }
    if (refusal.value?.id === email.id) dismiss()
    say(done(act, email))
    return true
  }

  /** Answers what was undone, or null where the server refuses. */
  async function undo(): Promise<Undone | null> {
    try {
      const undone = await inTurn(api.undoLabel)
      dismiss()
      say(undone.label === null ? `The ${undone.undone} is undone.` : `The label is ${undone.label} again.`)
      return undone
    } catch (thrown) {
      refusal.value = { id: '', words: `Nothing is undone. ${inWords(thrown)}` }
      return null
    }
  }

  function say(words: string): void {
    said.value = words
    if (waiting.value === 0) changed()
  }

  function dismiss(): void {
    refusal.value = null
  }

  return shallowReadonly(reactive({ said, refusal, waiting, place, give, undo, dismiss }))
}

export type Acts = ReturnType<typeof useActs>
