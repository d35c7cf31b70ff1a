import { counted, score, shortScore } from '../format'
import type { LabelScore } from '../api/contract'
import type { Cell, Matrix } from './matrixOption'
import type { NamedScore } from './scores'

/** Precedes a figure from too few emails, as on the command line. */
export const TOO_FEW_MARK = '~'
export const NO_FIGURE = '–'

/** F1 of each label, by each model that has a score. */
export function labelMatrix(labels: readonly string[], models: readonly NamedScore[]): Matrix {
  return {
    rows: labels,
    columns: models.map(({ name }) => name),
    rowTitle: 'label',
    columnTitle: 'model',
    cell: (row, column) => labelCell(labels[row]!, models[column]!),
  }
}

function labelCell(label: string, model: NamedScore): Cell {
  const title = `${label} by ${model.name}`
  const figures = model.per_label?.[label]
  if (!figures || figures.support === 0) {
    return { share: null, text: NO_FIGURE, isDoubtful: false, tooltip: [title, whyNoFigure(figures)] }
  }
  return {
    share: figures.f1,
    text: f1WithMark(figures),
    isDoubtful: figures.too_few_to_judge,
    tooltip: [
      title,
      `F1 ${score(figures.f1)}, precision ${score(figures.precision)}, recall ${score(figures.recall)}`,
      `support: ${counted(figures.support, 'email')}${figures.too_few_to_judge ? ', too few to judge' : ''}`,
    ],
  }
}

export function f1WithMark(figures: LabelScore): string {
  return (figures.too_few_to_judge ? TOO_FEW_MARK : '') + shortScore(figures.f1)
}

export function whyNoFigure(figures: LabelScore | undefined): string {
  return figures ? 'not measured: no email has this label' : 'not measured'
}
