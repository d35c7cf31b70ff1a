import type {
  DoubtfulLabels,
  LabelChanges,
  LabelCounts,
  LabelEmail,
  Labelled,
  LabelledEmail,
  LabelledEmails,
  NextEmails,
  Prepared,
  Undone,
} from '../src/api/contract'
import { doubtfulLabels, noDoubtfulLabels } from './fixtures.ts'
import { labelChanges, noLabelChanges } from './labelChanges.ts'
import { emails, labelCounts, noLabelCounts } from './mailFixtures.ts'

const STORED = 60
const PREPARED_AT_ONCE = 12
/** With fewer, nothing is suggested. */
const FEW = 30

interface Done {
  id: string
  undone: Undone['undone']
  before: string | null
}

/** The mail store and the labels of the simulated server. */
export class MailStore {
  private stored: LabelEmail[]
  private readonly put = { skip: new Set<string>(), discard: new Set<string>() }
  private readonly acts: Done[] = []
  private readonly before: LabelCounts
  /** Emails of the score file that a model sees otherwise, each with its label. */
  private readonly doubted = new Map<string, string | null>()
  private readonly decided = new Set<string>()
  private prepared: number
  /** Whether a model is trained. */
  isTrained: boolean

  constructor(isEmpty: boolean) {
    this.stored = isEmpty ? [] : emails(STORED)
    this.before = isEmpty ? noLabelCounts : labelCounts
    this.prepared = isEmpty ? 0 : STORED
    this.isTrained = !isEmpty
    for (const { id, label } of [...doubtfulLabels.doubtful, ...labelChanges.corrections]) this.doubted.set(id, label)
  }

  /** What an import does. Predictions then come a few at a time. */
  fill(): void {
    if (this.stored.length > 0) return
    this.stored = emails(STORED)
    this.prepared = 0
  }

  get canUndo(): boolean {
    return this.acts.length > 0
  }

  /** The answer to a request, such as "GET /api/labels/next"; nothing where there is none. */
  answer(request: string, query: URLSearchParams, body: string): unknown {
    const asked = body.startsWith('{') ? (JSON.parse(body) as Labelled) : { id: '', label: null }
    switch (request) {
      case 'GET /api/labels/counts':
        return this.counts()
      case 'GET /api/labels/next':
        return this.next(query)
      case 'GET /api/labels/changes':
        return this.changes()
      case 'GET /api/labels/doubtful':
        return this.doubtful()
      case 'GET /api/labels':
        return this.labelled(query)
      case 'POST /api/labels':
        return this.act('label', asked)
      case 'POST /api/labels/skip':
        return this.act('skip', asked)
      case 'POST /api/labels/discard':
        return this.act('discard', asked)
      case 'POST /api/labels/undo':
        return this.undo()
    }
    return this.seen().find(({ id }) => request === `GET /api/labels/emails/${id}`)
  }

  /** The emails with the guesses that are there by now. */
  private seen(): LabelEmail[] {
    const guess_model = this.guesser()
    return this.stored.map((email, i) => (i < this.prepared ? { ...email, guess_model } : { ...email, guess: null, guess_model: null }))
  }

  private guesser(): string {
    return this.isTrained ? 'avocet-minilm' : 'minilm-zeroshot'
  }

  private preparation(): Prepared {
    const of = this.stored.length
    const emails = Math.min(of, this.prepared)
    return { emails, of, model: of > 0 ? this.guesser() : null, working: emails < of }
  }

  private open(): LabelEmail[] {
    return this.seen().filter(({ id, label }) => label === null && !this.put.skip.has(id) && !this.put.discard.has(id))
  }

  private changes(): LabelChanges {
    if (!this.isTrained) return noLabelChanges
    const corrections = labelChanges.corrections.filter(({ id }) => !this.decided.has(id))
    return { ...labelChanges, corrections, total: corrections.length, decided: labelChanges.corrections.length - corrections.length }
  }

  private doubtful(): DoubtfulLabels {
    if (this.before === noLabelCounts) return noDoubtfulLabels
    const doubtful = doubtfulLabels.doubtful.filter(({ id }) => !this.decided.has(id))
    return { ...doubtfulLabels, doubtful, decided: doubtfulLabels.doubtful.length - doubtful.length }
  }

  private counts(): LabelCounts {
    this.prepared += PREPARED_AT_ONCE
    const sure: Record<string, number> = {}
    for (const { guess } of this.open()) if (guess && !guess.unsure) sure[guess.label] = (sure[guess.label] ?? 0) + 1
    const labels = { ...this.before.labels }
    const given = this.stored.filter(({ label }) => label !== null)
    for (const { label } of given) labels[label!] = (labels[label!] ?? 0) + 1
    return {
      labels,
      unlabelled: this.open().length,
      skipped: this.put.skip.size,
      discarded: this.put.discard.size,
      new_since_training: this.before.new_since_training + given.length,
      has_mail: this.stored.length > 0,
      sure,
      prepared: this.preparation(),
    }
  }

  private next(query: URLSearchParams): NextEmails {
    const words = (query.get('query') ?? '').toLowerCase()
    const found = this.open().filter(({ subject, from, body }) => `${subject} ${from} ${body}`.toLowerCase().includes(words))
    const strategy = this.strategy(query.get('strategy'))
    if (strategy === 'random') found.sort((a, b) => order(a) - order(b))
    const listed = strategy === 'sure' ? found.filter(({ guess }) => guess && !guess.unsure && guess.label === query.get('label')) : found
    const part = listed.slice(0, Number(query.get('limit') ?? 10))
    return { left: listed.length, emails: part, strategy, prepared: this.preparation() }
  }

  /** The samples take turns, so the newest emails are as various as suggested ones are. */
  private strategy(asked: string | null): NextEmails['strategy'] {
    if (asked && asked !== 'suggested') return asked as NextEmails['strategy']
    return this.prepared < FEW ? 'newest' : 'suggested'
  }

  private labelled(query: URLSearchParams): LabelledEmails {
    const words = (query.get('query') ?? '').toLowerCase()
    const label = query.get('label')
    const found = this.stored
      .map((email, i) => ({ ...email, line: i + 1 }))
      .filter((email) => email.label !== null && (!label || email.label === label))
      .filter(({ subject, body }) => `${subject} ${body}`.toLowerCase().includes(words))
    const offset = Number(query.get('offset') ?? 0)
    const part = found.slice(offset, offset + Number(query.get('limit') ?? 50))
    return { total: found.length, emails: part.map(({ id, subject, from, date, label: own, line }) => row({ id, subject, from, date, label: own!, line })) }
  }

  private act(undone: Undone['undone'], { id, label }: Labelled): Labelled | undefined {
    const email = this.stored.find((one) => one.id === id) ?? this.doubtedEmail(id)
    if (!email) return undefined
    this.acts.push({ id, undone, before: email.label })
    this.decided.add(id)
    if (undone === 'label') {
      this.change(id, label)
    } else {
      this.put[undone].add(id)
    }
    return { id, label: undone === 'label' ? label : email.label }
  }

  private undo(): Undone | undefined {
    const last = this.acts.pop()
    if (!last) return undefined
    const { id, undone, before } = last
    if (!this.acts.some((act) => act.id === id)) this.decided.delete(id)
    if (undone === 'label') {
      this.change(id, before)
    } else {
      this.put[undone].delete(id)
    }
    return { id, label: before, undone }
  }

  private doubtedEmail(id: string): Labelled | undefined {
    const label = this.doubted.get(id)
    return label === undefined ? undefined : { id, label }
  }

  private change(id: string, label: string | null): void {
    if (this.doubted.has(id)) this.doubted.set(id, label)
    this.stored = this.stored.map((email) => (email.id === id ? { ...email, label } : email))
  }
}

/** A shuffled order that stays the same. */
const order = ({ id }: LabelEmail) => (Number.parseInt(id.slice(-4), 16) * 37) % 61

const row = (email: Omit<LabelledEmail, 'labeled_at'>): LabelledEmail => ({ ...email, labeled_at: '2026-11-27T08:00:00Z' })
