import type { BenchmarkResults, BenchmarkScore } from '../api/contract'

/** A model of the benchmark; the order is the server's, best first. */
export interface NamedScore extends BenchmarkScore {
  name: string
}

export function namedScores(results: BenchmarkResults): NamedScore[] {
  return Object.entries(results.models).map(([name, score]) => ({ name, ...score }))
}

export const wasScored = (model: NamedScore) => model.macro_f1 !== null

/** What the comparison with the best says, in words. */
export function verdict(model: NamedScore): string {
  switch (model.verdict) {
    case 'best':
      return 'best'
    case 'better':
      return 'better than the best-ranked'
    case 'worse':
      return 'worse than the best'
    case 'cannot tell':
      return 'cannot tell'
    default:
      return wasScored(model) ? 'not compared' : 'no score'
  }
}

/** What a reader must know before believing the score. */
export function caveats(model: NamedScore): string[] {
  const rows = model.row_count ?? 0
  const words: string[] = []
  if (model.training_rows_known === false) {
    words.push('the emails that it was trained on are not recorded, so its score may say nothing about new mail')
  }
  if (model.seen_rows) {
    words.push(`it was trained on ${model.seen_rows} of its ${rows} emails: this score says nothing about new mail`)
  }
  if (model.out_of_fold_rows) {
    words.push(
      `it was trained on ${model.out_of_fold_rows} of its ${rows} emails; models of its cross-validation that had not seen them predict these`,
    )
  }
  if (model.epoch_choice_rows) {
    words.push(`${model.epoch_choice_rows} of its ${rows} emails chose its best epoch, so its score is a little too good`)
  }
  if (model.failures) {
    words.push(`it failed on ${model.failures} of its ${rows} emails; each counts as wrong`)
  }
  if (model.emails_over_max_tokens && model.max_tokens) {
    words.push(`it reads ${model.max_tokens} tokens, which cuts ${model.emails_over_max_tokens} emails short`)
  }
  return words
}
