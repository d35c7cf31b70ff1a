/** Which emails the scores of trained models were measured on. Only scores on the same emails compare. */
import type { TrainedModel } from './api/contract'
import { counted } from './format'

/** Models whose scores compare, best first; the group of the newest model comes first. */
export function comparableGroups(models: readonly TrainedModel[]): TrainedModel[][] {
  const newestFirst = [...models].sort((a, b) => b.timestamp.localeCompare(a.timestamp))
  const groups = new Map<string, TrainedModel[]>()
  for (const model of newestFirst) {
    const rows = model.validation_rows_hash
    groups.set(rows, [...(groups.get(rows) ?? []), model])
  }
  return [...groups.values()].map((group) => group.sort((a, b) => b.val_macro_f1 - a.val_macro_f1))
}

/** 100 emails of email_score.jsonl; of several files, the first and how many more. */
export function measuredOn({ validation_count, score_files: [first = '', ...more] }: TrainedModel): string {
  const file = first.slice(first.lastIndexOf('/') + 1)
  return `${counted(validation_count, 'email')} of ${file}${more.length > 0 ? ` and ${counted(more.length, 'more file')}` : ''}`
}

/** How those emails were chosen. */
export function validationInWords({ validation, split }: TrainedModel): string {
  if (validation === 'cross-validated') return 'cross-validated: each email by a model that has not learned it'
  return split ? `held out by a ${split} split` : 'held out'
}

const UNTRAINED = 'minilm-zeroshot'

/** Whether a model that guesses has learned from no label: it compares an email with the descriptions of the labels. */
export const isUntrained = (model: string | null) => model === UNTRAINED
