import { computed, ref } from 'vue'

const DIGITS = [...'1234567890']

/**
 * The keys of labels in order: 1 to 9 and 0. Of more than ten labels, the last digits begin codes of two keys, as few digits as
 * suffice; beyond a hundred, labels have no key.
 */
export function keysOf(labels: number): string[] {
  const doubled = Math.min(DIGITS.length, Math.max(0, Math.ceil((labels - DIGITS.length) / (DIGITS.length - 1))))
  const single = DIGITS.length - doubled
  const codes = DIGITS.slice(single).flatMap((first) => DIGITS.map((second) => first + second))
  return [...DIGITS.slice(0, single), ...codes].slice(0, labels)
}

/** Chooses a label by its digits. */
export function useLabelKeys(labels: () => readonly string[], choose: (label: string) => void) {
  const keys = computed(() => keysOf(labels().length))
  /** The first key of two. */
  const begun = ref('')

  /** Answers whether the key is part of a code. Any other key gives up a code that is begun. */
  function press(key: string): boolean {
    const code = begun.value + key
    begun.value = ''
    const index = keys.value.indexOf(code)
    if (index >= 0) {
      choose(labels()[index]!)
      return true
    }
    if (!keys.value.some((other) => other.startsWith(code))) return false
    begun.value = code
    return true
  }

  return { keys, begun, press }
}
