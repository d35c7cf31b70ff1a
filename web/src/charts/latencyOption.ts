import { gigabytes, LEAST_MS, milliseconds, perSecond, seconds } from '../format'
import type { Palette } from './colors'
import type { ChartOption } from './echarts'
import { modelAxis, modelSeries, valueAxis, type RowDrawing } from './modelRows'
import type { NamedScore } from './scores'
import { indexOf, tooltipBox, tooltipStyle } from './tooltip'

/** Milliseconds for one email, on a log scale; words where they were not measured. */
export function latencyOption(
  models: readonly NamedScore[],
  trained: ReadonlySet<string>,
  palette: Palette,
  labelWidth: number,
): ChartOption {
  const [min, max] = decades(models.map((model) => model.latency_ms))
  const drawing: RowDrawing = {
    from: min,
    to: max,
    figure: ({ latency_ms }) => (latency_ms === null ? null : Math.max(latency_ms, min)),
    label: (model) => milliseconds(model.latency_ms),
    lines: ({ latency_ms }) => [{ from: min, to: Math.max(latency_ms ?? min, min), width: 1, capPx: 0 }],
  }
  return {
    animation: false,
    grid: { outerBoundsMode: 'none', left: labelWidth, right: 32, top: 8, bottom: 44 },
    xAxis: { type: 'log', min, max, ...valueAxis('ms per email, log scale', palette) },
    yAxis: modelAxis(models, (model) => perSecond(model.emails_per_second), palette, labelWidth),
    tooltip: { ...tooltipStyle(palette), formatter: (hovered) => tooltipBox(tooltip(models[indexOf(hovered)]!)) },
    series: modelSeries(models, trained, drawing, palette),
  }
}

function tooltip(model: NamedScore): string[] {
  return [
    model.name,
    `one email: ${milliseconds(model.latency_ms)}`,
    `many emails: ${perSecond(model.emails_per_second)}`,
    `loading: ${seconds(model.load_seconds)}`,
    `memory: ${gigabytes(model.peak_memory_bytes)}`,
  ]
}

/** Powers of ten around the values, from {@link LEAST_MS} on; one decade at least. */
export function decades(values: readonly (number | null)[]): [number, number] {
  const measured = values.filter((value) => value !== null).map((value) => Math.max(value, LEAST_MS))
  if (measured.length === 0) return [1, 1000]
  const low = Math.floor(Math.log10(Math.min(...measured)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...measured))))
  return [10 ** low, 10 ** high]
}
