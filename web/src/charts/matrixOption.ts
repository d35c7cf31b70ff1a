import type { CustomSeriesRenderItem } from 'echarts'
import type { ChartRoom } from '../composables/useChartRoom'
import { mix, textOn, type Palette } from './colors'
import type { ChartOption } from './echarts'
import { indexOf, tooltipBox, tooltipStyle } from './tooltip'

/** One field of a matrix of colours. */
export interface Cell {
  /** How strong the colour is, 0 to 1; null where there is no figure, which is drawn as an empty field. */
  share: number | null
  text: string
  /** Drawn with a broken border: to be taken with care. */
  isDoubtful: boolean
  tooltip: string[]
}

export interface Matrix {
  rows: readonly string[]
  columns: readonly string[]
  rowTitle: string
  columnTitle: string
  cell(row: number, column: number): Cell
}

const GAP_PX = 2
const ROW_PX = 30
const COLUMN_LABEL_PX = 128
const TITLE_PX = 26
const WIDE_FIELD_PX = 28
const CHARACTER_PX = 6

export const matrixHeight = ({ rows }: Matrix) => rows.length * ROW_PX + COLUMN_LABEL_PX + TITLE_PX

export function matrixOption(matrix: Matrix, palette: Palette, room: ChartRoom): ChartOption {
  const { rows, columns } = matrix
  const places = rows.flatMap((_, row) => columns.map((__, column) => [column, row] as const))
  const cellAt = (i: number) => matrix.cell(places[i]![1], places[i]![0])
  const text = { color: palette.muted, fontFamily: palette.font, fontSize: 12 }
  const axis = { type: 'category' as const, axisTick: { show: false }, axisLine: { show: false } }
  return {
    animation: false,
    grid: { outerBoundsMode: 'none', left: room.labelPx, right: room.rightPx, top: COLUMN_LABEL_PX + TITLE_PX, bottom: 0 },
    xAxis: {
      ...axis,
      data: [...columns],
      position: 'top',
      name: matrix.columnTitle,
      nameLocation: 'middle',
      nameGap: COLUMN_LABEL_PX,
      nameTextStyle: text,
      axisLabel: {
        ...text,
        color: palette.ink,
        interval: 0,
        rotate: -room.columnTurn,
        width: COLUMN_LABEL_PX,
        overflow: 'truncate',
        formatter: (name: string) => name.replace(' (', '\n('), // part of a model, such as (transformer), on a line of its own
      },
    },
    yAxis: {
      ...axis,
      data: [...rows],
      inverse: true,
      name: matrix.rowTitle,
      nameLocation: 'start',
      nameTextStyle: { ...text, align: 'right' },
      axisLabel: { ...text, color: palette.ink, interval: 0, width: room.labelPx - 12, overflow: 'truncate' },
    },
    tooltip: { ...tooltipStyle(palette), formatter: (hovered) => tooltipBox(cellAt(indexOf(hovered)).tooltip) },
    series: {
      type: 'custom',
      data: places.map((place) => [...place]),
      renderItem: drawCell((i) => cellAt(i), palette),
    },
  }
}

function drawCell(cellAt: (i: number) => Cell, palette: Palette): CustomSeriesRenderItem {
  return ({ dataIndex }, api) => {
    const { share, text, isDoubtful } = cellAt(dataIndex)
    const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number]
    const [width, height] = api.size!([1, 1]) as [number, number]
    const shape = { x: x - width / 2 + GAP_PX / 2, y: y - height / 2 + GAP_PX / 2, width: width - GAP_PX, height: height - GAP_PX, r: 2 }
    const isEmpty = share === null
    const fill = isEmpty ? palette.surface : mix(palette.heatLow, palette.heatHigh, share)
    const border = { stroke: isEmpty ? palette.line : isDoubtful ? palette.ink : fill, lineDash: isDoubtful ? [3, 3] : [] }
    const color = isEmpty ? palette.muted : textOn(fill)
    return {
      type: 'group',
      children: [
        { type: 'rect', shape, style: { fill, lineWidth: 1, ...border } },
        {
          type: 'text',
          style: {
            text: text.length * CHARACTER_PX < width ? text : '', // else the table has it
            x,
            y,
            align: 'center',
            verticalAlign: 'middle',
            fill: color,
            font: `${width < WIDE_FIELD_PX ? 10 : 12}px ${palette.font}`,
          },
        },
      ],
    }
  }
}
