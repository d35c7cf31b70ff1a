import type { RunStory } from '../composables/runStory'
import { score } from '../format'
import type { Palette } from './colors'
import type { ChartOption } from './echarts'
import { tooltipBox, tooltipStyle } from './tooltip'

/** The loss of each update and the macro-F1 of each epoch. */
export function trainingOption({ losses, epochs, progress }: RunStory, palette: Palette): ChartOption {
  const text = { color: palette.muted, fontFamily: palette.font, fontSize: 12 }
  const bare = { axisLine: { show: false }, axisTick: { show: false }, nameTextStyle: text, axisLabel: text }
  const scored = epochs.filter((epoch) => epoch.macroF1 !== undefined)
  return {
    animation: false,
    grid: { outerBoundsMode: 'none', left: 44, right: 44, top: 32, bottom: 44 },
    xAxis: {
      ...bare,
      type: 'value',
      min: 0,
      max: progress?.updates ?? 'dataMax',
      name: 'update',
      nameLocation: 'middle',
      nameGap: 26,
      splitLine: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: [
      { ...bare, type: 'value', name: 'loss', min: 0, splitLine: { lineStyle: { color: palette.line } } },
      { ...bare, type: 'value', name: 'macro-F1', min: 0, max: 1, interval: 0.25, splitLine: { show: false } },
    ],
    tooltip: {
      ...tooltipStyle(palette),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: palette.muted } },
      formatter: (hovered) => tooltipBox(tooltip(hovered as unknown as Hovered[])),
    },
    series: [
      {
        name: 'loss',
        type: 'line',
        data: losses.map((point) => [...point]),
        showSymbol: false,
        sampling: 'lttb',
        lineStyle: { color: palette.muted, width: 1.5 },
        itemStyle: { color: palette.muted },
      },
      {
        name: 'macro-F1',
        type: 'line',
        yAxisIndex: 1,
        data: scored.map((epoch) => [epoch.update, epoch.macroF1!]),
        symbol: 'circle',
        symbolSize: 9,
        lineStyle: { color: palette.accent, width: 2 },
        itemStyle: { color: palette.accent },
      },
    ],
  }
}

interface Hovered {
  seriesName: string
  value: [number, number]
}

function tooltip(points: Hovered[]): string[] {
  const update = points[0]?.value[0]
  return [`update ${update}`, ...points.map(({ seriesName, value }) => `${seriesName} ${score(value[1])}`)]
}
