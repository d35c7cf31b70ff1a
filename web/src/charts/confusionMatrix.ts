import { counted, percent } from '../format'
import type { Matrix } from './matrixOption'

/**
 * Which labels a model takes for which. The colour is the share of a row, so that rare labels are seen, too.
 *
 * @param counts rows gold, columns predicted
 */
export function confusionMatrix(labels: readonly string[], counts: readonly (readonly number[])[]): Matrix {
  const totals = counts.map((row) => row.reduce((sum, value) => sum + value, 0))
  return {
    rows: labels,
    columns: labels,
    rowTitle: 'is',
    columnTitle: 'was taken for',
    cell: (row, column) => {
      const value = counts[row]?.[column] ?? 0
      const total = totals[row] ?? 0
      const title = `${labels[row]} taken for ${labels[column]}`
      if (total === 0) {
        return { share: null, text: '', isDoubtful: false, tooltip: [title, 'not measured: no email has this label'] }
      }
      return {
        share: value / total,
        text: value === 0 ? '' : String(value),
        isDoubtful: false,
        tooltip: [title, `${counted(value, 'email')} of ${total}, ${percent(value / total)}`],
      }
    },
  }
}
