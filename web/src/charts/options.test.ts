import { SVGRenderer } from 'echarts/renderers'
import { init, use } from 'echarts/core'
import { describe, expect, it } from 'vitest'
import { evaluation, failed, LABELS, results, scored } from '../../dev/fixtures'
import { NOTHING_TOLD, tell } from '../composables/runStory'
import { training, validation } from '../testing/events'
import { readPalette } from './colors'
import { confusionMatrix } from './confusionMatrix'
import { coverageOption } from './coverageOption'
import './echarts'
import type { ChartOption } from './echarts'
import { labelMatrix } from './labelMatrix'
import { decades, latencyOption } from './latencyOption'
import { macroF1Option } from './macroF1Option'
import { matrixOption } from './matrixOption'
import { namedScores, type NamedScore } from './scores'
import { trainingOption } from './trainingOption'

use(SVGRenderer)

const palette = readPalette()
const room = { labelPx: 150, columnTurn: 60, rightPx: 56 }

/** The words in a chart as it is really drawn. */
const drawn = (option: ChartOption) => [...svgOf(option).querySelectorAll('text')].map(({ textContent }) => textContent ?? '')

/** How many dots of modelRows.ts there are: circles of radius 6. */
const dotsIn = (option: ChartOption) => svgOf(option).querySelectorAll('circle[r="6"]').length

function svgOf(option: ChartOption): Document {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 600 })
  chart.setOption(option)
  const svg = new DOMParser().parseFromString(chart.renderToSVGString(), 'image/svg+xml')
  chart.dispose()
  return svg
}

const named = (name: string, score: object) => ({ name, ...failed(''), error: null, ...score }) as NamedScore
const models = [named('good', scored(0.8, 'best', 12)), named('untimed', scored(0.5, 'worse', null)), named('broken', failed('no memory'))]

describe('the macro-F1 chart', () => {
  it('draws each score, the verdict in words, and a missing score as missing', () => {
    const option = macroF1Option(models, new Set(), palette, 190)
    const words = drawn(option)
    expect(dotsIn(option)).toBe(2)
    expect(words).toEqual(expect.arrayContaining(['good', 'best', 'worse than the best', 'broken', 'no score']))
    expect(words.filter((word) => word === 'not measured')).toHaveLength(1)
    expect(words).not.toContain('0.000')
  })

  it('names the part of a model below its name, where a long name would be cut', () => {
    const part = named('mine (transformer)', { macro_f1: 0.5, macro_f1_interval: [0.4, 0.6] })
    const words = drawn(macroF1Option([part], new Set(), palette, 190))
    expect(words).toEqual(expect.arrayContaining(['mine', 'transformer, not compared']))
  })

  it('draws a real score of 0 as 0', () => {
    const words = drawn(macroF1Option([named('zero', { macro_f1: 0, macro_f1_interval: [0, 0] })], new Set(), palette, 190))
    expect(words).toContain('0.000')
    expect(words).not.toContain('not measured')
  })
})

describe('the latency chart', () => {
  it('draws what was measured and says what was not', () => {
    const option = latencyOption(models, new Set(), palette, 190)
    const words = drawn(option)
    expect(dotsIn(option)).toBe(1)
    expect(words).toContain('12 ms')
    expect(words).not.toContain('0.0 ms')
    expect(words.filter((word) => word === 'not measured').length).toBeGreaterThanOrEqual(2)
  })

  it('spans powers of ten, also of one value, of one power of ten, and of none', () => {
    expect(decades([3, 111, null])).toEqual([1, 1000])
    expect(decades([50])).toEqual([10, 100])
    expect(decades([10])).toEqual([10, 100])
    expect(decades([0.0003, 15])).toEqual([0.1, 100])
    expect(decades([null])).toEqual([1, 1000])
  })
})

describe('the heat map of labels', () => {
  const figures = { precision: 0.5, recall: 1, f1: 0.667, support: 12, too_few_to_judge: false }
  const cellOf = (labelScore: object | undefined) =>
    labelMatrix(['digest'], [named('m', { per_label: labelScore && { digest: labelScore } })]).cell(0, 0)

  it('says precision, recall and support of a field', () => {
    const { text, tooltip } = cellOf(figures)
    expect(text).toBe('.67')
    expect(tooltip.join(' ')).toContain('precision 0.500, recall 1.000 support: 12 emails')
  })

  it('marks a field with too few emails to judge', () => {
    const cell = cellOf({ ...figures, support: 3, too_few_to_judge: true })
    expect(cell).toMatchObject({ text: '~.67', isDoubtful: true })
    expect(cell.tooltip.join(' ')).toContain('3 emails, too few to judge')
  })

  it.each([undefined, { precision: 0, recall: 0, f1: 0, support: 0, too_few_to_judge: true }])(
    'has no figure where there is none (%o)',
    (labelScore) => {
      const cell = cellOf(labelScore)
      expect(cell).toMatchObject({ share: null, text: '–' })
      expect(cell.tooltip[1]).toContain('not measured')
    },
  )

  it('draws all of it', () => {
    const words = drawn(matrixOption(labelMatrix(LABELS, namedScores(results).slice(0, 2)), palette, room))
    expect(words).toEqual(expect.arrayContaining(['interview_scheduled', 'avocet-minilm', '–']))
    expect(words.some((word) => word.startsWith('~.'))).toBe(true)
  })
})

describe('the confusion matrix', () => {
  const matrix = confusionMatrix(['a', 'b', 'c'], [[3, 1, 0], [0, 2, 0], [0, 0, 0]])

  it('says how many of a label were taken for another', () => {
    expect(matrix.cell(0, 1)).toMatchObject({ text: '1', share: 0.25, tooltip: ['a taken for b', '1 email of 4, 25.0%'] })
  })

  it('leaves a row empty whose label no email has', () => {
    expect(matrix.cell(2, 2)).toMatchObject({ share: null, text: '' })
  })

  it('draws the counts', () => {
    expect(drawn(matrixOption(matrix, palette, room))).toEqual(expect.arrayContaining(['3', '1', '2', 'was taken for']))
  })
})

describe('the learning curve', () => {
  it('has a point for each loss and each scored epoch, and none for an epoch without a score', () => {
    const story = tell(NOTHING_TOLD, [training(1, 2), training(2, 1), validation(1, 0.5), training(3, 0.9), validation(2)])
    const option = trainingOption(story, palette)
    const series = option.series as { data: unknown[] }[]
    expect(series.map(({ data }) => data)).toEqual([[[1, 2], [2, 1], [3, 0.9]], [[2, 0.5]]])
    expect(drawn(option)).toEqual(expect.arrayContaining(['loss', 'macro-F1', 'update']))
  })
})

describe('the curve of decided emails', () => {
  const { coverage_curve: curve, coverage } = evaluation

  it('draws the curve, the target and the chosen point', () => {
    const option = coverageOption(curve!, coverage, 0.95, palette)
    const series = option.series as { data: unknown[] }[]
    expect(series.map(({ data }) => data.length)).toEqual([20, 2, 1])
    expect(drawn(option)).toEqual(expect.arrayContaining(['decided', 'right', 'target 95.0%', 'chosen']))
  })

  it('has no chosen point where no confidence reaches the target', () => {
    const words = drawn(coverageOption(curve!, null, 0.999, palette))
    expect(words).toContain('target 99.9%')
    expect(words).not.toContain('chosen')
  })

  it('has room for the lowest accuracy', () => {
    const { yAxis } = coverageOption([{ threshold: 0.5, coverage: 1, accuracy: 0.32 }], null, 0.95, palette)
    expect(yAxis).toMatchObject({ min: 0.3, max: 1 })
  })
})
