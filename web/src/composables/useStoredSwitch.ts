import { ref, watch } from 'vue'

const OFF = 'off'

/** A switch that is on at first; the browser keeps it until the next visit, if it keeps anything. */
export function useStoredSwitch(name: string) {
  const key = `avocet.${name}`
  const isOn = ref(read(key) !== OFF)
  watch(isOn, (now) => {
    try {
      localStorage.setItem(key, now ? 'on' : OFF)
    } catch {
      // A browser may forbid it: the choice then holds for this visit.
    }
  })
  return isOn
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
