import type { FineTuneModel } from '../api/contract'

interface Choice {
  /** The model's own number of epochs. */
  epochs: number
  hint: string
}

/** The models that can be fine-tuned; the first is the choice for a start. */
export const FINE_TUNE_MODELS: Record<FineTuneModel, Choice> = {
  minilm: {
    epochs: 8,
    hint: 'minilm comes with Avocet and reads English: 23 million parameters, no download, two minutes on two cores.',
  },
  'bge-small': {
    epochs: 8,
    hint:
      'bge-small has 33 million parameters and reads English. It is downloaded when it is first used, and takes about ' +
      'twice as long as minilm.',
  },
  'deberta-small': {
    epochs: 5,
    hint:
      'deberta-small has 141 million parameters and reads English. It is downloaded when it is first used. ' +
      'Without a GPU, training takes patience.',
  },
  'bge-m3': {
    epochs: 5,
    hint:
      'bge-m3 has 568 million parameters and reads many languages. It is downloaded when it is first used and needs 8 GB ' +
      'of memory or more, on a GPU if you have one; a run that would not fit is refused before it starts.',
  },
}

export const DEFAULT_MODEL: FineTuneModel = 'minilm'
export const MIN_EPOCHS = 1
export const MAX_EPOCHS = 20

/** What is wrong with a number of epochs; nothing if it is right. */
export function epochsProblem(epochs: number | string): string {
  const isRight = typeof epochs === 'number' && Number.isInteger(epochs) && epochs >= MIN_EPOCHS && epochs <= MAX_EPOCHS
  return isRight ? '' : `Epochs is a whole number from ${MIN_EPOCHS} to ${MAX_EPOCHS}.`
}
