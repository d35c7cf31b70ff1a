import type { CustomSeriesOption } from 'echarts/charts'
import type { CustomSeriesRenderItem, CustomSeriesRenderItemReturn } from 'echarts'
import { NOT_MEASURED } from '../format'
import type { Palette } from './colors'
import type { NamedScore } from './scores'

const ROW_PX = 46
const AXIS_PX = 56
const DOT_PX = 6

export const heightOf = (models: readonly NamedScore[]) => models.length * ROW_PX + AXIS_PX

/** An axis of models, the first on top, each with a second line in small print. */
export function modelAxis(
  models: readonly NamedScore[],
  detail: (model: NamedScore) => string,
  palette: Palette,
  width: number,
) {
  return {
    type: 'category' as const,
    inverse: true,
    data: models.map(({ name }) => name),
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: {
      align: 'left' as const,
      margin: width,
      width: width - 12,
      overflow: 'truncate' as const,
      fontFamily: palette.font,
      formatter: (_: string, i: number) => {
        const { name, part } = split(models[i]!.name)
        return `{name|${name}}\n{detail|${[part, detail(models[i]!)].filter(Boolean).join(', ')}}`
      },
      rich: {
        name: { color: palette.ink, fontSize: 13, lineHeight: 18 },
        detail: { color: palette.muted, fontSize: 12, lineHeight: 16 },
      },
    },
  }
}

/** A name such as "avocet-minilm (transformer)" and the part of the model that it names. */
function split(name: string): { name: string; part: string } {
  const [, whole = name, part = ''] = /^(.+) \((.+)\)$/.exec(name) ?? []
  return { name: whole, part }
}

export function valueAxis(name: string, palette: Palette) {
  const text = { color: palette.muted, fontFamily: palette.font, fontSize: 12 }
  return {
    name,
    nameLocation: 'middle' as const,
    nameGap: 26,
    nameTextStyle: text,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.line } },
    minorSplitLine: { show: false },
    axisLabel: { ...text, hideOverlap: true },
  }
}

/** What is drawn for each model: a figure as a dot, and whatever belongs to it. */
export interface RowDrawing {
  /** The ends of the value axis. */
  from: number
  to: number
  /** Null where it is missing; the row says so in words. */
  figure(model: NamedScore): number | null
  label(model: NamedScore): string
  /** Lines from one value to another, left or right of the dot; each may have caps. */
  lines(model: NamedScore): { from: number; to: number; width: number; capPx: number }[]
}

/** A series with one datum a model; models that were trained here are drawn in the accent colour. */
export function modelSeries(
  models: readonly NamedScore[],
  trained: ReadonlySet<string>,
  drawing: RowDrawing,
  palette: Palette,
): CustomSeriesOption {
  const renderItem: CustomSeriesRenderItem = (_, api) => {
    const row = api.value(1) as number
    const model = models[row]!
    const x = (value: number) => api.coord([value, row])[0]!
    const y = api.coord([drawing.from, row])[1]!
    const left = x(drawing.from)
    const figure = drawing.figure(model)
    const children: CustomSeriesRenderItemReturn[] = [hoverArea(left, x(drawing.to), y)]
    if (figure === null) {
      children.push(words(NOT_MEASURED, left + 6, y - 6, 'left', palette.muted, palette.font))
    } else {
      const color = trained.has(model.name) ? palette.accent : palette.ink
      for (const { from, to, width, capPx } of drawing.lines(model)) {
        const style = { stroke: color, lineWidth: width }
        children.push(line(x(from), y, x(to), y, style))
        for (const end of capPx > 0 ? [x(from), x(to)] : []) children.push(line(end, y - capPx, end, y + capPx, style))
      }
      children.push({ type: 'circle', shape: { cx: x(figure), cy: y, r: DOT_PX }, style: { fill: color } })
      children.push(words(drawing.label(model), x(figure), y - 22, 'center', palette.ink, palette.font))
    }
    return { type: 'group', children } as CustomSeriesRenderItemReturn
  }
  return { type: 'custom', data: models.map((_, i) => [drawing.from, i]), renderItem }
}

/** Makes the whole row answer the pointer. */
function hoverArea(left: number, right: number, y: number): CustomSeriesRenderItemReturn {
  const shape = { x: left, y: y - ROW_PX / 2, width: right - left, height: ROW_PX }
  return { type: 'rect', shape, style: { fill: 'transparent' } }
}

function line(x1: number, y1: number, x2: number, y2: number, style: object): CustomSeriesRenderItemReturn {
  return { type: 'line', shape: { x1, y1, x2, y2 }, style }
}

function words(
  text: string,
  x: number,
  y: number,
  align: 'left' | 'center',
  fill: string,
  font: string,
): CustomSeriesRenderItemReturn {
  return { type: 'text', style: { text, x, y, align, fill, font: `12px ${font}` } }
}
