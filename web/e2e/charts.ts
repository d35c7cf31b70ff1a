import { expect, type Locator } from '@playwright/test'
import type { BenchmarkResults, BenchmarkScore } from '../src/api/contract.ts'

const NOT_MEASURED = 'not measured'
const figure = (value: number | null | undefined) => value?.toFixed(3) ?? NOT_MEASURED

/** Holds the charts to the results: each is painted, and its table says the same numbers. */
export async function expectChartsOf(part: Locator, results: BenchmarkResults): Promise<void> {
  const models = Object.entries(results.models)
  const scored = models.filter(([, score]) => score.macro_f1 !== null)
  const labels = results.labels ?? []
  expect(scored.map(([name]) => name)).toContain('avocet-minilm')

  for (const title of ['Macro-F1', 'Latency', 'F1 by label', 'Confusion matrix']) await expectPainted(chart(part, title))

  const macroF1 = await rowsOf(chart(part, 'Macro-F1'))
  expect(macroF1.map((row) => row.slice(0, 4))).toEqual(
    models.map(([name, score]) => [name, figure(score.macro_f1), interval(score), figure(score.accuracy)]),
  )
  const latency = await rowsOf(chart(part, 'Latency'))
  expect(latency.map(([name, one]) => [name, one === NOT_MEASURED])).toEqual(
    models.map(([name, score]) => [name, score.latency_ms === null]),
  )
  const byLabel = await rowsOf(chart(part, 'F1 by label'))
  expect(byLabel.map(([label, ...cells]) => [label, ...cells.map((cell) => /[\d.]+(?= precision)/.exec(cell)?.[0])])).toEqual(
    labels.map((label) => [label, ...scored.map(([, score]) => score.per_label![label]!.f1.toFixed(3))]),
  )
  const chosen = await chart(part, 'Confusion matrix').getByLabel('Model of the confusion matrix').inputValue()
  const confusion = await rowsOf(chart(part, 'Confusion matrix'))
  expect(confusion).toEqual(labels.map((label, row) => [label, ...results.models[chosen]!.confusion![row]!.map(String)]))
}

const chart = (part: Locator, title: string) => part.getByRole('figure', { name: title, exact: true })

const interval = ({ macro_f1_interval: bounds }: BenchmarkScore) =>
  bounds ? `${figure(bounds[0])} to ${figure(bounds[1])}` : NOT_MEASURED

/** The cells of a chart's table, which is folded away. */
function rowsOf(chart: Locator): Promise<string[][]> {
  return chart.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent!.replaceAll(/\s+/g, ' ').trim())),
  )
}

/** A canvas that is one colour all over shows nothing. */
async function expectPainted(chart: Locator): Promise<void> {
  const canvas = chart.locator('canvas')
  await canvas.scrollIntoViewIfNeeded()
  await expect
    .poll(() =>
      canvas.evaluate((element: HTMLCanvasElement) => {
        const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height)
        return new Set(new Uint32Array(data.buffer)).size
      }),
    )
    .toBeGreaterThan(3)
}
