/** What a training changed; for the simulated server and for tests. */
import type { Correction, LabelChanges, Training } from '../src/api/contract'

const model: Training = {
  name: 'avocet-minilm',
  base_model: 'sentence-transformers/all-MiniLM-L6-v2',
  timestamp: '2026-11-21T18:04:00Z',
  val_macro_f1: 0.712,
  val_accuracy: 0.787,
  validation_count: 93,
  sample_count: 371,
}

const before: Training = {
  ...model,
  timestamp: '2026-11-20T09:12:00Z',
  val_macro_f1: 0.655,
  val_accuracy: 0.742,
  validation_count: 79,
  sample_count: 315,
}

const correction = (number: number, changes: Partial<Correction>): Correction => ({
  id: (0xc000 + number).toString(16).padStart(64, '0'),
  subject: 'Your application as a data engineer',
  body: 'Dear Jo,\n\nthank you for your interest. We will be in touch soon.',
  from: 'careers@holmebank.example',
  date: '2026-10-02T08:15:00Z',
  label: 'neutral',
  labeled_at: '2026-11-19T20:11:00Z',
  predicted: 'positive_response',
  confidence: 0.93,
  p_label: 0.021,
  seen: false,
  ...changes,
})

const corrections: Correction[] = [
  correction(0, {}),
  correction(1, {
    subject: 'Re: Thursday',
    body: 'Friday, same time, is fine as well.\n\nMara',
    from: 'Mara Lindqvist <mara.lindqvist@nordhafen.example>',
    label: 'interview_scheduled',
    predicted: 'event_rescheduled',
    confidence: 0.84,
    p_label: 0.11,
    seen: true,
  }),
  correction(2, {
    subject: '<b>Last chance</b>: 30% off interview training <img src=x onerror="window.stolen = 1">',
    body: '<script>window.stolen = 1</script>',
    from: '"<i>CV Wizard</i>" <win@cv-wizard.example>',
    date: null,
    label: 'interview_scheduled',
    predicted: 'digest',
    confidence: 0.71,
    p_label: 0.19,
  }),
]

export const labelChanges: LabelChanges = {
  model,
  before,
  comparable: false,
  prepared: { emails: 464, of: 464 },
  decided: 0,
  total: corrections.length,
  corrections,
}

export const noLabelChanges: LabelChanges = {
  model: null,
  before: null,
  comparable: false,
  prepared: { emails: 0, of: 0 },
  decided: 0,
  total: 0,
  corrections: [],
}
