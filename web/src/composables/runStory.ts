import type { ProgressEvent, RunEvent } from '../api/contract'

/** A line of the log. */
export interface LogLine {
  number: number
  kind: ProgressEvent['phase'] | 'complete' | 'error' | 'cancelled'
  text: string
}

/** One scored epoch; figures that the event lacks are missing here too. */
export interface EpochScore {
  epoch: number
  update: number
  loss?: number | undefined
  macroF1?: number | undefined
  accuracy?: number | undefined
  best: boolean
}

/** What a run has reported so far, as the page shows it. */
export interface RunStory {
  log: readonly LogLine[]
  /** The latest event of phase training or benchmark. */
  progress: ProgressEvent | null
  /** Update and its loss. */
  losses: readonly (readonly [number, number])[]
  epochs: readonly EpochScore[]
  /** How many events were reported. */
  told: number
}

export const NOTHING_TOLD: RunStory = { log: [], progress: null, losses: [], epochs: [], told: 0 }

/** The story with more events. */
export function tell(story: RunStory, events: readonly RunEvent[]): RunStory {
  const log = [...story.log]
  const losses = [...story.losses]
  const epochs = [...story.epochs]
  let { progress, told } = story
  for (const event of events) {
    if (event.type === 'progress') {
      const isStep = event.phase === 'training' || event.phase === 'benchmark'
      if (isStep && isStepOfSameKind(progress, event) && log.at(-1)?.kind === event.phase) {
        log.pop() // a step's line takes the place of the one before, as on a terminal
      }
      if (event.phase === 'training' && event.update !== undefined && event.loss !== undefined) {
        losses.push([event.update, event.loss])
      }
      if (event.phase === 'validation') {
        epochs.push(epochScore(event, losses.at(-1)?.[0] ?? 0, epochs.length + 1))
      }
      progress = isStep ? event : progress
    }
    log.push(line(event, ++told))
  }
  return { log, progress, losses, epochs, told }
}

function isStepOfSameKind(before: ProgressEvent | null, event: ProgressEvent): boolean {
  return before?.phase === event.phase && before.model === event.model
}

function line(event: RunEvent, number: number): LogLine {
  switch (event.type) {
    case 'progress':
      return { number, kind: event.phase, text: event.message }
    case 'complete':
      return { number, kind: 'complete', text: 'Complete.' }
    default:
      return { number, kind: event.type, text: event.message }
  }
}

function epochScore(event: ProgressEvent, update: number, epoch: number): EpochScore {
  return {
    epoch: event.epoch ?? epoch,
    update: event.update ?? update,
    loss: event.loss,
    macroF1: event.macro_f1,
    accuracy: event.accuracy,
    best: event.best ?? false,
  }
}
