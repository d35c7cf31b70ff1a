import type { CoveragePoint } from '../api/contract'
import { percent, score } from '../format'
import type { Palette } from './colors'
import type { ChartOption } from './echarts'
import { tooltipBox, tooltipStyle } from './tooltip'

const inPercent = (value: number) => `${Math.round(value * 100)}%`

/** Accuracy of the decided emails by their share, the target as a line, and the chosen point. */
export function coverageOption(
  curve: readonly CoveragePoint[],
  chosen: CoveragePoint | null,
  target: number,
  palette: Palette,
): ChartOption {
  const text = { color: palette.muted, fontFamily: palette.font, fontSize: 12 }
  const axis = { axisLine: { show: false }, axisTick: { show: false }, nameTextStyle: text, axisLabel: { ...text, formatter: inPercent } }
  const lowest = Math.min(target, ...curve.map(({ accuracy }) => accuracy))
  return {
    animation: false,
    grid: { outerBoundsMode: 'none', left: 48, right: 24, top: 32, bottom: 44 },
    xAxis: { ...axis, type: 'value', min: 0, max: 1, name: 'decided', nameLocation: 'middle', nameGap: 26, splitLine: { show: false } },
    yAxis: {
      ...axis,
      type: 'value',
      min: Math.max(0, Math.floor(lowest * 10 - 1e-9) / 10),
      max: 1,
      name: 'right',
      splitLine: { lineStyle: { color: palette.line } },
    },
    tooltip: {
      ...tooltipStyle(palette),
      trigger: 'item',
      formatter: (hovered) => tooltipBox(tooltip((hovered as unknown as { value: [number, number, number] }).value)),
    },
    series: [
      {
        name: 'decided emails',
        type: 'line',
        data: curve.map(({ threshold, coverage, accuracy }) => [coverage, accuracy, threshold]),
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { color: palette.accent, width: 2 },
        itemStyle: { color: palette.accent },
      },
      {
        name: 'target',
        type: 'line',
        data: [[0, target], [1, target]],
        symbol: 'none',
        silent: true,
        lineStyle: { color: palette.muted, width: 1.5, type: 'dashed' },
        endLabel: { ...text, show: true, formatter: `target ${percent(target)}`, align: 'right', offset: [-6, 10] },
      },
      {
        name: 'chosen',
        type: 'line',
        data: chosen ? [[chosen.coverage, chosen.accuracy, chosen.threshold]] : [],
        symbol: 'circle',
        symbolSize: 13,
        itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 3 },
        label: { ...text, color: palette.ink, show: true, position: 'top', formatter: 'chosen' },
      },
    ],
  }
}

function tooltip([coverage, accuracy, threshold]: [number, number, number]): string[] {
  return [`confidence ${score(threshold)} or more`, `${percent(coverage)} of the emails are decided`, `${percent(accuracy)} of these are right`]
}
