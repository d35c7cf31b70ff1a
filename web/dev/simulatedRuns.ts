import type { ServerResponse } from 'node:http'
import type { Run, RunEvent } from '../src/api/contract'

const STEP_MS = 120

/** A run that tells made-up events, to as many listeners as there are. */
export class SimulatedRun {
  readonly run: Run
  private readonly events: RunEvent[] = []
  private readonly listeners = new Set<ServerResponse>()
  private readonly timer: ReturnType<typeof setInterval>

  constructor(id: string, request: Pick<Run, 'kind' | 'parameters'>, script: Iterator<RunEvent>) {
    this.run = { ...request, id, state: 'running', started: new Date().toISOString(), ended: null, message: null, last_event: 0 }
    this.timer = setInterval(() => this.tell(script.next().value ?? { type: 'complete' }), STEP_MS)
  }

  tell(event: RunEvent): void {
    this.events.push(event)
    this.run.last_event++
    if (event.type !== 'progress') {
      clearInterval(this.timer)
      Object.assign(this.run, { state: event.type, ended: new Date().toISOString() })
      this.run.message = 'message' in event ? event.message : null
    }
    for (const listener of this.listeners) this.send(listener, this.run.last_event)
  }

  listen(response: ServerResponse, after: number): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    for (let number = after + 1; number <= this.run.last_event; number++) this.send(response, number)
    this.listeners.add(response)
    response.on('close', () => this.listeners.delete(response))
  }

  private send(response: ServerResponse, number: number): void {
    const event = this.events[number - 1]!
    response.write(`id: ${this.run.id}:${number}\ndata: ${JSON.stringify(event)}\n\n`)
    if (event.type !== 'progress') response.end()
  }
}

export function* trainingScript(epochs: number): Generator<RunEvent, undefined> {
  const perEpoch = 24
  yield { type: 'progress', phase: 'note', message: '464 emails, 13 duplicates collapsed; 371 to train on, 93 to validate.' }
  yield { type: 'progress', phase: 'warning', message: "Label 'hired' has 1 email: it is left out, since training needs two." }
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let step = 1; step <= perEpoch; step++) {
      const update = (epoch - 1) * perEpoch + step
      const updates = epochs * perEpoch
      const loss = 2.3 * Math.exp(-update / 60) + 0.15 * Math.abs(Math.sin(update * 12.9))
      const eta_seconds = ((updates - update) * STEP_MS) / 1000
      const message = `Epoch ${epoch}/${epochs}  update ${update}/${updates}  loss ${loss.toFixed(4)}  ${Math.round(eta_seconds)} s left`
      yield { type: 'progress', phase: 'training', message, epoch, epochs, update, updates, loss, eta_seconds }
    }
    const macro_f1 = 0.78 - 0.6 * Math.exp(-epoch / 2)
    const message = `Epoch ${epoch}/${epochs}  validation macro-F1 ${macro_f1.toFixed(3)}  best so far`
    const scores = { loss: 2 / epoch, macro_f1, accuracy: macro_f1 + 0.05, seconds: 3, best: true }
    yield { type: 'progress', phase: 'validation', message, epoch, epochs, ...scores }
  }
  return undefined
}

export function* evaluationScript(folds: number): Generator<RunEvent, undefined> {
  yield { type: 'progress', phase: 'note', message: '464 emails in 391 groups of near-duplicates, the largest of 9.' }
  const perFold = 24
  const updates = folds * perFold
  for (let fold = 1; fold <= folds; fold++) {
    yield { type: 'progress', phase: 'note', message: `Fold ${fold} of ${folds}: 297 emails train, 74 choose the epoch, 93 are held out.` }
    for (let step = 1; step <= perFold; step++) {
      const update = (fold - 1) * perFold + step
      const loss = 2.3 * Math.exp(-step / 12)
      const eta_seconds = ((updates - update) * STEP_MS) / 1000
      const message = `Epoch 1/1  update ${update}/${updates}  loss ${loss.toFixed(4)}  ${Math.round(eta_seconds)} s left`
      yield { type: 'progress', phase: 'training', message, epoch: 1, epochs: 1, update, updates, loss, eta_seconds }
    }
    const name = `Fold ${fold} of ${folds}`
    const scores = { macro_f1: 0.66 + fold / 50, accuracy: 0.78 + fold / 100 }
    const message = `${name}: held-out macro-F1 ${scores.macro_f1.toFixed(3)}, accuracy ${scores.accuracy.toFixed(3)} on 93 emails (epoch 1). Finished: ${fold} of ${folds}.`
    yield { type: 'progress', phase: 'fold', message, name, folds_done: fold, folds, emails: 93, ...scores, best_epoch: 1 }
  }
  yield { type: 'progress', phase: 'note', message: 'The baselines learn from the same folds.' }
  return undefined
}

const BASELINES = ['majority-label', 'bag-of-words', 'minilm-knn']

/** The baselines come first and are counted among the models, as on the server. */
export function* benchmarkScript(names: string[]): Generator<RunEvent, undefined> {
  const emails = 464
  const classifiers = [...BASELINES, ...names]
  for (const [i, model] of classifiers.entries()) {
    const baseline = BASELINES.includes(model)
    const start = baseline ? `${model}: out of fold on ${emails} emails` : `${model}: loading`
    yield { type: 'progress', phase: 'note', message: start }
    const emails_per_second = baseline ? 1200 : 90.1
    const group = baseline ? emails : 64
    for (let emails_done = group; emails_done < emails + group; emails_done += group) {
      const done = Math.min(emails, emails_done)
      const eta_seconds = (emails - done) / emails_per_second
      const message = `${model}: ${done} of ${emails} emails, ${emails_per_second} a second, ${Math.round(eta_seconds)} s left`
      const counts = { model, model_number: i + 1, models: classifiers.length, emails_done: done, emails }
      yield { type: 'progress', phase: 'benchmark', message, ...counts, emails_per_second, eta_seconds }
    }
  }
  return undefined
}

/** @param filled called when the emails are in the store */
export function* importScript(filled: () => void): Generator<RunEvent, undefined> {
  for (let read = 1000; read <= 8000; read += 1000) {
    yield { type: 'progress', phase: 'note', message: `${read} emails read.` }
  }
  filled()
  yield { type: 'progress', phase: 'note', message: '8,000 emails: 7,204 new, 781 known already, 15 refused (no text 12, not an email 3).' }
  return undefined
}

/** @param filled called when the emails are in the store */
export function* fetchScript(account: string, filled: () => void): Generator<RunEvent, undefined> {
  yield { type: 'progress', phase: 'note', message: `${account}: 2 folders, 5,332 emails since 1 January 2026; 2,000 of them are taken.` }
  for (let read = 100; read <= 2000; read += 100) {
    yield { type: 'progress', phase: 'note', message: `${read} of 2,000 emails fetched.` }
  }
  filled()
  yield { type: 'progress', phase: 'note', message: '2,000 emails: 1,873 new, 120 known already, 7 refused (no text 7).' }
  return undefined
}
