import { readonly, ref } from 'vue'

const text = ref('')

/** What a screen reader is to say next: changes of state, never each step. */
export const announcement = readonly(text)

export function announce(words: string): void {
  text.value = words
}
