/** What runs are asked for. */
import type { FineTuneQuery, Recipe, Run } from './api/contract'
import { counted } from './format'

/** A number of a fine-tuning: a field of the form, a parameter of the request, and words about a run. */
export interface Setting {
  name: Exclude<keyof FineTuneQuery, 'model' | 'split'>
  label: string
  /** Whether the field may be empty, for the model's own value. */
  isOptional: boolean
  /** What the field may hold, for the browser, for the check and for a person. */
  bounds: { min?: number; max?: number; step: number | 'any' }
  isAllowed: (value: number) => boolean
  allowed: string
  /** The model's own value. */
  own: (recipe: Recipe) => number
  inWords: (value: number) => string
}

const MAX_EPOCHS = 20

export const SETTINGS: readonly Setting[] = [
  {
    name: 'epochs',
    label: 'Epochs',
    isOptional: false,
    bounds: { min: 1, max: MAX_EPOCHS, step: 1 },
    isAllowed: (value) => Number.isInteger(value) && value >= 1 && value <= MAX_EPOCHS,
    allowed: `Epochs is a whole number from 1 to ${MAX_EPOCHS}.`,
    own: (recipe) => recipe.epochs,
    inWords: (value) => counted(value, 'epoch'),
  },
  {
    name: 'learning_rate',
    label: 'Learning rate',
    isOptional: true,
    bounds: { min: 0, max: 1, step: 'any' },
    isAllowed: (value) => value > 0 && value <= 1,
    allowed: 'Learning rate is a number above 0, at most 1; leave it empty for the model\'s own.',
    own: (recipe) => recipe.learning_rate,
    inWords: (value) => `learning rate ${value}`,
  },
  {
    name: 'seed',
    label: 'Seed',
    isOptional: true,
    bounds: { step: 1 },
    isAllowed: Number.isSafeInteger,
    allowed: 'Seed is a whole number; leave it empty for 42.',
    own: () => 42,
    inWords: (value) => `seed ${value}`,
  },
]

/** Such as: minilm has 23 million parameters. */
export function described({ key, parameters, needs }: Recipe): string {
  return `${key} has ${Math.round(parameters / 1e6)} million parameters. ${needs}`
}

/** What a fine-tuning was asked for, such as "minilm, 8 epochs". */
export function asked(parameters: Run['parameters']): string {
  const settings = SETTINGS.map(({ name, inWords }) => {
    const value = parameters[name]
    return value === undefined ? '' : inWords(value)
  })
  const split = parameters.split && `split ${parameters.split}`
  return [parameters.model, ...settings, split].filter(Boolean).join(', ')
}

/** What a run was asked for. */
export function request({ kind, parameters }: Run): string {
  if (kind === 'finetune') return asked(parameters)
  return parameters.models?.join(', ') || (parameters.include_slow ? 'all models' : 'all models but the slow ones')
}
