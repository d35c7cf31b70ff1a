/** Emails to label; for the simulated server and for tests. */
import type { LabelCounts, LabelEmail, Prediction } from '../src/api/contract'
import { LABELS } from './fixtures.ts'

interface Sample {
  subject: string
  from: string
  body: string
  label: string
  confidence: number
}

const SAMPLES: Sample[] = [
  {
    subject: 'Interview on Thursday at 10 am',
    from: 'Mara Lindqvist <mara.lindqvist@nordhafen.example>',
    body: 'Hello Jo,\n\nthank you for your application as a data engineer. We would like to meet you on Thursday at 10 am, by video.\n\nYou will talk to Priya, who leads the team, and to me; it takes about an hour. Please tell me if the time does not suit you.\n\nKind regards\nMara Lindqvist\n\n> Dear Ms Lindqvist,\n>\n> I hereby apply for the position of data engineer.\n> My CV is attached.\n>\n> Jo',
    label: 'interview_scheduled',
    confidence: 0.93,
  },
  {
    subject: 'Your application at Brightwater',
    from: 'careers@brightwater.example',
    body: 'Dear applicant,\n\nwe received many strong applications and have decided to go on with other candidates. We wish you all the best.\n\nBrightwater People Team',
    label: 'rejected',
    confidence: 0.97,
  },
  {
    subject: '12 new jobs for "data engineer" in Leeds',
    from: 'alerts@jobs.example',
    body: '1. Data engineer, Calder Rail\n2. Analytics engineer, Holme Bank\n3. Senior data engineer, remote\n\nSee all: https://jobs.example/alerts/123\n\nUnsubscribe at any time.',
    label: 'digest',
    confidence: 0.99,
  },
  {
    subject: 'Re: Interview on Thursday at 10 am',
    from: 'Mara Lindqvist <mara.lindqvist@nordhafen.example>',
    body: 'Could we move it to Friday, same time? Priya is ill.\n\n> Thursday at 10 is fine, thank you!',
    label: 'event_rescheduled',
    confidence: 0.58,
  },
  {
    subject: 'Offer: data engineer at Holme Bank',
    from: 'Tom Okafor <tom.okafor@holmebank.example>',
    body: 'Dear Jo,\n\nit is a pleasure to offer you the position. The contract is attached; the offer stands until the end of next week.\n\nTom',
    label: 'offer_received',
    confidence: 0.91,
  },
  {
    subject: '<script>alert("hello")</script> A better CV in five minutes',
    from: '<b>CV Wizard</b> <win@cv-wizard.example>',
    body: '<script>window.stolen = document.cookie</script>\n<img src=x onerror="window.stolen = 1">\n<a href="https://cv-wizard.example/pay">Click here</a> to improve your CV.',
    label: 'neutral',
    confidence: 0.44,
  },
]
const SENT = Date.parse('2026-11-20T09:30:00Z')
const DAY_MS = 86_400_000

/** A probability for each label; what is left is shared. */
export function guessOf(label: string, confidence: number): Prediction {
  const rest = (1 - confidence) / (LABELS.length - 1)
  const probabilities = Object.fromEntries(LABELS.map((name) => [name, name === label ? confidence : rest]))
  return { label, confidence, unsure: confidence < 0.6, probabilities }
}

function email(number: number, { subject, from, body, label, confidence }: Sample): LabelEmail {
  const again = Math.floor(number / SAMPLES.length)
  return {
    id: number.toString(16).padStart(64, '0'),
    subject: again === 0 ? subject : `${subject} (${again + 1})`,
    body,
    from,
    date: new Date(SENT - number * DAY_MS).toISOString(),
    source: 'archive.mbox',
    label: null,
    guess: guessOf(label, confidence),
    guess_model: 'avocet-minilm',
  }
}

export const emails = (count: number): LabelEmail[] =>
  Array.from({ length: count }, (_, number) => email(number, SAMPLES[number % SAMPLES.length]!))

export const labelCounts: LabelCounts = {
  labels: Object.fromEntries(LABELS.map((label, i) => [label, [14, 6, 15, 9, 4, 24, 7, 26, 3, 0][i]!])),
  unlabelled: 60,
  skipped: 2,
  discarded: 1,
  new_since_training: 12,
  has_mail: true,
  sure: { digest: 10, rejected: 10, interview_scheduled: 10, offer_received: 10 },
  prepared: { emails: 60, of: 60, model: 'avocet-minilm', working: false },
}

export const noLabelCounts: LabelCounts = {
  labels: Object.fromEntries(LABELS.map((label) => [label, 0])),
  unlabelled: 0,
  skipped: 0,
  discarded: 0,
  new_since_training: 0,
  has_mail: false,
  sure: {},
  prepared: { emails: 0, of: 0, model: null, working: false },
}
