import { computed } from 'vue'
import { readPalette } from '../charts/colors'
import { useMediaQuery } from './useMediaQuery'

/** The colours of charts; others when the system changes between light and dark. */
export function usePalette() {
  const isDark = useMediaQuery('(prefers-color-scheme: dark)')
  return computed(() => (void isDark.value, readPalette()))
}
