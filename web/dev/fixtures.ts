/** What a server might answer; for the simulated server and for tests. */
import type {
  BenchmarkModel,
  BenchmarkResults,
  BenchmarkScore,
  DataSummary,
  DoubtfulLabels,
  Evaluation,
  Health,
  LabelScore,
  Prediction,
  Recipe,
  Run,
  TrainedModel,
} from '../src/api/contract'

export const LABELS = [
  'interview_scheduled',
  'offer_received',
  'rejected',
  'positive_response',
  'survey_received',
  'neutral',
  'event_rescheduled',
  'digest',
  'new_lead',
  'hired',
]
const SUPPORT = [14, 6, 15, 9, 4, 24, 7, 26, 3, 0]

export const health: Health = { status: 'ok', version: '0.1.0', commit: 'a3ba0c7' }

export const recipes: Recipe[] = [
  {
    key: 'minilm',
    base_model: 'sentence-transformers/all-MiniLM-L6-v2',
    parameters: 23_000_000,
    needs: 'Reads English. It comes with Avocet, so nothing is downloaded.',
    epochs: 8,
    learning_rate: 2e-4,
    default: true,
  },
  {
    key: 'deberta-small',
    base_model: 'cross-encoder/nli-deberta-v3-small',
    parameters: 141_000_000,
    needs: 'Reads English. It is downloaded when it is first used.',
    epochs: 5,
    learning_rate: 2e-5,
    default: false,
  },
]

export const trainedModels: TrainedModel[] = [
  trainedModel('avocet-minilm', 'sentence-transformers/all-MiniLM-L6-v2', 0.712, '2026-11-21T18:04:00Z'),
  { ...trainedModel('avocet-deberta-small', 'cross-encoder/nli-deberta-v3-small', 0.846, '2026-11-20T09:30:00Z'), precision: 'fp32' },
]

/** The best score, which says the least: it is on other emails. */
export const demoModel: TrainedModel = {
  ...trainedModel('demo', 'sentence-transformers/all-MiniLM-L6-v2', 0.971, '2026-11-19T08:00:00Z'),
  validation_count: 84,
  score_files: ['data/demo_emails.jsonl', '/home/robin/mail/more.jsonl'],
  validation_rows_hash: '0b7c1a94e2d5',
  split: null,
}

function trainedModel(name: string, base_model: string, val_macro_f1: number, timestamp: string): TrainedModel {
  return {
    name,
    base_model,
    val_macro_f1,
    val_accuracy: val_macro_f1 + 0.02,
    timestamp,
    sample_count: 371,
    epochs_run: 5,
    precision: 'bf16',
    validation_count: 93,
    score_files: ['data/email_score.jsonl'],
    validation_rows_hash: '6b86b273ff34',
    split: 'grouped',
    validation: 'held-out',
  }
}

export const benchmarkModels: BenchmarkModel[] = [
  { name: 'minilm-zeroshot', model_id: 'sentence-transformers/all-MiniLM-L6-v2', adapter: 'embedding', default: true, at_hand: true },
  { name: 'deberta-zeroshot', model_id: 'MoritzLaurer/deberta-v3-large-zeroshot-v2.0', adapter: 'zero-shot', default: true, at_hand: false },
  { name: 'deberta-small', model_id: 'cross-encoder/nli-deberta-v3-small', adapter: 'zero-shot', default: true, at_hand: false },
  { name: 'bge-reranker', model_id: 'BAAI/bge-reranker-v2-m3', adapter: 'reranker', default: false, at_hand: false },
  { name: 'avocet-deberta-small', model_id: 'models/avocet-deberta-small', adapter: 'fine-tuned', default: true, at_hand: true },
  { name: 'avocet-minilm', model_id: 'models/avocet-minilm', adapter: 'fine-tuned', default: true, at_hand: true },
]

/** A model that gets a share of each label right and takes the rest for the next label. */
export function scored(quality: number, verdict: BenchmarkScore['verdict'], latency_ms: number | null): BenchmarkScore {
  const confusion = SUPPORT.map((support, gold) => {
    const right = Math.round(support * Math.min(1, Math.max(0, quality + ((gold * 7) % 5) / 20 - 0.1)))
    return LABELS.map((_, label) => (label === gold ? right : label === (gold + 3) % LABELS.length ? support - right : 0))
  })
  const per_label = Object.fromEntries(LABELS.map((label, i) => [label, labelScore(confusion, i)]))
  const figures = Object.values(per_label).filter(({ support }) => support > 0)
  const macro_f1 = figures.reduce((sum, { f1 }) => sum + f1, 0) / figures.length
  return {
    model_id: 'some/model',
    error: null,
    macro_f1,
    macro_f1_interval: [Math.max(0, macro_f1 - 0.09), Math.min(1, macro_f1 + 0.07)],
    accuracy: Math.min(1, macro_f1 + 0.03),
    verdict,
    rows: 'unseen',
    compared_rows: 108,
    row_count: 108,
    seen_rows: 0,
    epoch_choice_rows: 0,
    failures: 0,
    training_rows_known: true,
    latency_ms,
    emails_per_second: latency_ms && 2500 / latency_ms,
    ...(latency_ms !== null && { load_seconds: 1.4, peak_memory_bytes: 1.1e9 }),
    per_label,
    confusion,
  }
}

function labelScore(confusion: number[][], label: number): LabelScore {
  const support = SUPPORT[label]!
  const right = confusion[label]![label]!
  const predicted = confusion.reduce((sum, row) => sum + row[label]!, 0)
  const [precision, recall] = [predicted && right / predicted, support && right / support]
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1, support, too_few_to_judge: support < 5 }
}

export const failed = (error: string): BenchmarkScore => ({
  model_id: 'some/model',
  error,
  macro_f1: null,
  accuracy: null,
  latency_ms: null,
})

export const results: BenchmarkResults = {
  timestamp: '2026-11-21T18:06:00Z',
  sample_count: 464,
  labels: LABELS,
  rows: 'unseen',
  same_rows: true,
  emails_over_400_characters: 203,
  emails_over_600_characters: 117,
  models: {
    'avocet-deberta-small': { ...scored(0.86, 'best', 24), epoch_choice_rows: 93 },
    'avocet-minilm': { ...scored(0.74, 'cannot tell', 3.1), epoch_choice_rows: 93 },
    'bag-of-words beside avocet-minilm': scored(0.7, 'worse', null),
    'minilm-knn beside avocet-minilm': scored(0.44, 'worse', null),
    'deberta-zeroshot': scored(0.42, 'worse', 338),
    'deberta-small': { ...scored(0.33, 'worse', 111), max_tokens: 512, emails_over_max_tokens: 12 },
    'minilm-zeroshot': { ...scored(0.28, 'worse', 6), max_tokens: 512, emails_over_max_tokens: 0 },
    'majority-label': scored(0.06, 'worse', null),
    'bge-m3-zeroshot': failed(
      'The base model MoritzLaurer/bge-m3-zeroshot-v2.0 is not on this machine: fetch it with avocet models pull bge-m3-zeroshot.',
    ),
  },
}

export const noResults: BenchmarkResults = { timestamp: null, sample_count: 0, models: {} }

const ownScore = scored(0.78, 'best', null)

const around = (macro_f1: number, accuracy: number) => ({
  macro_f1,
  interval: [macro_f1 - 0.05, macro_f1 + 0.04],
  accuracy,
  accuracy_interval: [accuracy - 0.03, accuracy + 0.03],
  fold_macro_f1: [-0.04, 0.02, 0, -0.01, 0.03].map((shift) => macro_f1 + shift),
})

const against = (macro_f1: number, verdict: Evaluation['baselines'][string]['verdict']) => ({
  ...around(macro_f1, macro_f1 + 0.1),
  verdict,
  difference: 0.71 - macro_f1,
  difference_interval: [0.66 - macro_f1, 0.76 - macro_f1],
})

const { macro_f1, interval, accuracy, accuracy_interval } = around(0.62, 0.71)

export const doubtfulLabels: DoubtfulLabels = {
  model: 'minilm',
  decided: 0,
  doubtful: [
    { id: 'a'.repeat(64), line: 412, subject: 'Updated invitation: Thursday, 10 am', body: 'The interview is at ten now.', label: 'event_rescheduled', likely: 'interview_scheduled', p_label: 0.072, p_likely: 0.799 },
    { id: 'b'.repeat(64), line: 480, subject: 'Re: spontaneous application', body: 'Thank you for writing to us.', label: 'positive_response', likely: 'neutral', p_label: 0.086, p_likely: 0.689 },
    { id: 'c'.repeat(64), line: 303, subject: '', body: '', label: 'rejected', likely: 'positive_response', p_label: 0.16, p_likely: 0.339 },
  ],
}

export const noDoubtfulLabels: DoubtfulLabels = { model: null, decided: 0, doubtful: [] }

export const evaluation: Evaluation = {
  model: 'minilm',
  base_model: 'sentence-transformers/all-MiniLM-L6-v2',
  folds: 5,
  repeats: 1,
  split: 'grouped',
  seed: 42,
  rows: 464,
  groups: 391,
  data_hash: '0f3a',
  labels: LABELS,
  ...around(0.71, 0.8),
  best_epochs: [6, 8, 7, 5, 8],
  per_label: ownScore.per_label!,
  confusion: ownScore.confusion!,
  baselines: {
    'majority-label': against(0.06, 'better'),
    'bag-of-words': against(0.68, 'cannot tell'),
    'minilm-knn': against(0.44, 'better'),
  },
  calibration: {
    temperature: 1.31,
    rows: 464,
    before: { log_loss: 0.71, ece: 0.082 },
    after: { log_loss: 0.66, ece: 0.021 },
    target_accuracy: 0.95,
    decided: { threshold: 0.8, coverage: 0.6, accuracy: 0.971 },
  },
  coverage: { threshold: 0.8, coverage: 0.6, accuracy: 0.971 },
  coverage_curve: Array.from({ length: 20 }, (_, i) => ({
    threshold: 0.99 - i * 0.035,
    coverage: (i + 1) / 20,
    accuracy: 1 - 0.2 * ((i + 1) / 20) ** 3,
  })),
  newest_fifth: { macro_f1, interval, accuracy, accuracy_interval, rows: 92 },
  learning_curve: [25, 50, 75, 100].map((percent, i) => ({
    percent,
    rows: Math.round(371 * (percent / 100)),
    ...around([0.41, 0.6, 0.67, 0.71][i]!, [0.55, 0.7, 0.77, 0.8][i]!),
  })),
  last_quarter: { difference: 0.04, interval: [0.012, 0.069] },
}

export const noEvaluation = { model: null, rows: 0 } as const

export const summary: DataSummary = {
  score_file: 'email_score.jsonl',
  problem: null,
  rows: 464,
  labels: Object.fromEntries(LABELS.map((label, i) => [label, i === 9 ? 1 : SUPPORT[i]! * 4 + (i === 8 ? -8 : 1)])),
  other_labels: { profile_alert: 2 },
  bad_rows: [{ line: 212, reason: 'not JSON: unexpected end of line' }],
  unread_texts: {},
  duplicates: 13,
  emails_over_400_characters: 203,
}

export const noEmails: DataSummary = {
  score_file: 'email_score.jsonl',
  problem:
    'There is no data/email_score.jsonl. Make it with one JSON object per line: {"subject": …, "body": …, "label": …}; ' +
    'data/email_score.jsonl.example shows the form.',
  rows: 0,
  labels: {},
  other_labels: {},
  bad_rows: [],
  unread_texts: {},
  duplicates: 0,
  emails_over_400_characters: 0,
}

export const prediction: Prediction = {
  label: 'interview_scheduled',
  confidence: 0.874,
  unsure: false,
  probabilities: Object.fromEntries(LABELS.map((label, i) => [label, i === 0 ? 0.874 : 0.126 / (LABELS.length - 1)])),
}

const PARAMETERS: Record<Run['kind'], Run['parameters']> = {
  finetune: { model: 'minilm', epochs: 5 },
  benchmark: { models: [], include_slow: false, save: true },
  evaluate: { model: 'minilm', epochs: 8, folds: 5, repeats: 1, learning_curve: false },
  import: { upload: 'upload-1' },
  fetch: { account: 'gmail' },
}

export function run(kind: Run['kind'], state: Run['state'], changes: Partial<Run> = {}): Run {
  return {
    id: `${kind}-1`,
    kind,
    parameters: PARAMETERS[kind],
    state,
    started: '2026-11-21T18:02:00Z',
    ended: state === 'running' ? null : '2026-11-21T18:04:05Z',
    message: null,
    last_event: 3,
    ...changes,
  }
}
