import { count, interval, NOT_MEASURED, score } from '../format'
import type { Palette } from './colors'
import type { ChartOption } from './echarts'
import { modelAxis, modelSeries, valueAxis, type RowDrawing } from './modelRows'
import { caveats, verdict, wasScored, type NamedScore } from './scores'
import { indexOf, tooltipBox, tooltipStyle } from './tooltip'

const DRAWING: RowDrawing = {
  from: 0,
  to: 1,
  figure: (model) => model.macro_f1,
  label: (model) => score(model.macro_f1),
  lines: ({ macro_f1_interval: bounds }) =>
    bounds?.length === 2 ? [{ from: bounds[0]!, to: bounds[1]!, width: 2, capPx: 5 }] : [],
}

/** A dot and its 95% interval for each model; words where there is no score. */
export function macroF1Option(
  models: readonly NamedScore[],
  trained: ReadonlySet<string>,
  palette: Palette,
  labelWidth: number,
): ChartOption {
  return {
    animation: false,
    grid: { outerBoundsMode: 'none', left: labelWidth, right: 20, top: 8, bottom: 44 },
    xAxis: { type: 'value', min: 0, max: 1, interval: 0.25, ...valueAxis('macro-F1', palette) },
    yAxis: modelAxis(models, verdict, palette, labelWidth),
    tooltip: { ...tooltipStyle(palette), formatter: (hovered) => tooltipBox(tooltip(models[indexOf(hovered)]!)) },
    series: modelSeries(models, trained, DRAWING, palette),
  }
}

function tooltip(model: NamedScore): string[] {
  if (!wasScored(model)) return [model.name, model.error ?? NOT_MEASURED]
  return [
    model.name,
    `macro-F1 ${score(model.macro_f1)}, 95% interval ${interval(model.macro_f1_interval)}`,
    `accuracy ${score(model.accuracy)}, on ${count(model.row_count)} emails`,
    verdict(model),
    ...caveats(model),
  ]
}
