import { computed } from 'vue'
import { useMediaQuery } from './useMediaQuery'

/** How a chart divides its width: pixels for the names of rows, and how far the names of columns are turned. */
export interface ChartRoom {
  labelPx: number
  columnTurn: number
}

const WIDE: ChartRoom = { labelPx: 190, columnTurn: 60 }
const NARROW: ChartRoom = { labelPx: 150, columnTurn: 90 }

export function useChartRoom() {
  const isNarrow = useMediaQuery('(max-width: 40rem)')
  return computed(() => (isNarrow.value ? NARROW : WIDE))
}
