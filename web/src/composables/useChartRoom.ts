import { computed } from 'vue'
import { useMediaQuery } from './useMediaQuery'

/**
 * How a chart divides its width: pixels for the names of rows, how many degrees the names of columns are turned, and
 * pixels right of the last column for its name.
 */
export interface ChartRoom {
  labelPx: number
  columnTurn: number
  rightPx: number
}

const WIDE: ChartRoom = { labelPx: 190, columnTurn: 60, rightPx: 56 }
const NARROW: ChartRoom = { labelPx: 150, columnTurn: 90, rightPx: 4 }

export function useChartRoom() {
  const isNarrow = useMediaQuery('(max-width: 40rem)')
  return computed(() => (isNarrow.value ? NARROW : WIDE))
}
