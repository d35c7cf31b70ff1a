import type { LabelCounts, LabelEmail, Labelled, LabelledEmail, LabelledEmails, NextEmails, Undone } from '../src/api/contract'
import { emails, labelCounts, noLabelCounts } from './mailFixtures.ts'

const STORED = 60

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

  constructor(isEmpty: boolean) {
    this.stored = isEmpty ? [] : emails(STORED)
    this.before = isEmpty ? noLabelCounts : labelCounts
  }

  /** What an import does. */
  fill(): void {
    if (this.stored.length === 0) this.stored = emails(STORED)
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
    return this.stored.find(({ id }) => request === `GET /api/labels/emails/${id}`)
  }

  private open(): LabelEmail[] {
    return this.stored.filter(({ id, label }) => label === null && !this.put.skip.has(id) && !this.put.discard.has(id))
  }

  private counts(): LabelCounts {
    const labels = { ...this.before.labels }
    const given = this.stored.filter(({ label }) => label !== null)
    for (const { label } of given) labels[label!] = (labels[label!] ?? 0) + 1
    return {
      labels,
      unlabelled: this.open().length,
      skipped: this.put.skip.size,
      discarded: this.put.discard.size,
      new_since_training: this.before.new_since_training + given.length,
      has_store: this.stored.length > 0,
    }
  }

  private next(query: URLSearchParams): NextEmails {
    const words = (query.get('query') ?? '').toLowerCase()
    const found = this.open().filter(({ subject, from, body }) => `${subject} ${from} ${body}`.toLowerCase().includes(words))
    if (query.get('strategy') === 'random') found.sort((a, b) => order(a) - order(b))
    return { left: found.length, emails: found.slice(0, Number(query.get('limit') ?? 10)) }
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
    const email = this.stored.find((one) => one.id === id)
    if (!email) return undefined
    this.acts.push({ id, undone, before: email.label })
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
    if (undone === 'label') {
      this.change(id, before)
    } else {
      this.put[undone].delete(id)
    }
    return { id, label: before, undone }
  }

  private change(id: string, label: string | null): void {
    this.stored = this.stored.map((email) => (email.id === id ? { ...email, label } : email))
  }
}

/** A shuffled order that stays the same. */
const order = ({ id }: LabelEmail) => (Number.parseInt(id.slice(-4), 16) * 37) % 61

const row = (email: Omit<LabelledEmail, 'labeled_at'>): LabelledEmail => ({ ...email, labeled_at: '2026-11-27T08:00:00Z' })
