/** What runs are asked for. */
import type { EvaluateQuery, FineTuneQuery, Recipe, Run, RunKind } from './api/contract'
import { counted } from './format'

/** A number of a request: a field of the form, a parameter, and words about a run. */
export interface Setting {
  name: Exclude<keyof FineTuneQuery, 'model' | 'split' | 'train_on_all'> | 'folds'
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
const MAX_FOLDS = 20

/** Of a fine-tuning. */
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
  {
    name: 'target_accuracy',
    label: 'Target accuracy',
    isOptional: true,
    bounds: { min: 0.5, max: 0.999, step: 'any' },
    isAllowed: (value) => value >= 0.5 && value <= 0.999,
    allowed: 'Target accuracy is a number from 0.5 to 0.999; leave it empty for 0.95.',
    own: () => 0.95,
    inWords: (value) => `target accuracy ${value}`,
  },
]

/** Of an evaluation. */
export const FOLDS: Setting = {
  name: 'folds',
  label: 'Folds',
  isOptional: false,
  bounds: { min: 2, max: MAX_FOLDS, step: 1 },
  isAllowed: (value) => Number.isInteger(value) && value >= 2 && value <= MAX_FOLDS,
  allowed: `Folds is a whole number from 2 to ${MAX_FOLDS}.`,
  own: () => 5,
  inWords: (value) => counted(value, 'fold'),
}

/** Whether a field holds what its request must not. */
export function isWrong({ isOptional, isAllowed }: Setting, value: number | ''): boolean {
  return typeof value === 'number' ? !isAllowed(value) : !isOptional
}

/** How emails are held back, and what that means. */
export const FINE_TUNE_SPLITS = {
  grouped: 'Split grouped: a fifth of the emails is held back, and near-duplicates stay on one side.',
  stratified: 'Split stratified: a random fifth is held back. Near-duplicates may be on both sides, which flatters the score.',
  time: 'Split time: the newest fifth is held back. Each email needs a date.',
} satisfies Record<NonNullable<FineTuneQuery['split']>, string>

/** In place of a split. */
export const TRAIN_ON_ALL =
  'No email is held back. A cross-validation comes first, unless its folds are finished: it chooses the epoch and says how good the model is.'

export const EVALUATE_SPLITS = {
  grouped: 'Split grouped: near-duplicates stay in one fold.',
  stratified: 'Split stratified: near-duplicates may be in different folds, which flatters the score.',
} satisfies Record<NonNullable<EvaluateQuery['split']>, string>

/** The usual split is not asked for. */
export const splitQuery = <Split extends string>(split: Split) => (split === 'grouped' ? {} : { split })

export const defaultRecipe = (recipes: readonly Recipe[]) => recipes.find((recipe) => recipe.default) ?? recipes[0]!

/** What a run is called, such as in "An evaluation is running". */
export const A_RUN: Record<RunKind, string> = {
  finetune: 'A fine-tuning',
  benchmark: 'A benchmark',
  evaluate: 'An evaluation',
  import: 'An import of mail',
  fetch: 'A fetch of mail',
}

/** Such as: minilm has 23 million parameters. */
export function described({ key, parameters, needs }: Recipe): string {
  return `${key} has ${Math.round(parameters / 1e6)} million parameters. ${needs}`
}

/** What a fine-tuning or an evaluation was asked for, such as "minilm, 8 epochs". */
export function asked(parameters: Run['parameters']): string {
  const { model, split, repeats, learning_curve, train_on_all } = parameters
  const settings = [...SETTINGS, FOLDS].map(({ name, inWords }) => {
    const value = parameters[name]
    return value === undefined ? '' : inWords(value)
  })
  const others = [
    repeats !== undefined && repeats > 1 && counted(repeats, 'repeat'),
    split && `split ${split}`,
    learning_curve && 'learning curve',
    train_on_all && 'trained on all emails',
  ]
  return [model, ...settings, ...others].filter(Boolean).join(', ')
}

/** What a run was asked for. */
export function request({ kind, parameters }: Run): string {
  if (kind === 'import') return 'import of mail'
  if (kind === 'fetch') return `mail of ${parameters.account}`
  if (kind !== 'benchmark') return asked(parameters)
  return parameters.models?.join(', ') || (parameters.include_slow ? 'all models' : 'all models but the slow ones')
}
