import type { FineTuneModel } from '../api/contract'

/** The models that can be fine-tuned, and a word on each; the first is the choice for a start. */
export const FINE_TUNE_MODELS: Record<FineTuneModel, string> = {
  mini: 'mini comes with Avocet: 5 million parameters, no download, a minute or two on two cores.',
  'deberta-small':
    'deberta-small has 141 million parameters and reads English. It is downloaded when it is first used. ' +
    'Without a GPU, training takes patience.',
  'bge-m3':
    'bge-m3 has 568 million parameters and reads many languages. It is downloaded when it is first used and needs 8 GB ' +
    'of memory or more, on a GPU if you have one; a run that would not fit is refused before it starts.',
}

export const MIN_EPOCHS = 1
export const MAX_EPOCHS = 20
export const DEFAULT_EPOCHS = 5

/** What is wrong with a number of epochs; nothing if it is right. */
export function epochsProblem(epochs: number | string): string {
  const isRight = typeof epochs === 'number' && Number.isInteger(epochs) && epochs >= MIN_EPOCHS && epochs <= MAX_EPOCHS
  return isRight ? '' : `Epochs is a whole number from ${MIN_EPOCHS} to ${MAX_EPOCHS}.`
}
