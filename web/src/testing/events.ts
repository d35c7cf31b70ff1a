import type { ProgressEvent, RunEvent } from '../api/contract'

export const note = (message: string): RunEvent => ({ type: 'progress', phase: 'note', message })

export function training(update: number, loss = 1): ProgressEvent {
  const counts = { epoch: 1, epochs: 5, update, updates: 100, loss, eta_seconds: 65 }
  return { type: 'progress', phase: 'training', message: `update ${update}`, ...counts }
}

export function validation(epoch: number, macro_f1?: number): ProgressEvent {
  const scored = macro_f1 === undefined ? {} : { macro_f1 }
  return { type: 'progress', phase: 'validation', message: `epoch ${epoch}`, epoch, epochs: 5, ...scored }
}

export const complete: RunEvent = { type: 'complete' }
export const failure = (message: string): RunEvent => ({ type: 'error', message })
export const cancelled: RunEvent = { type: 'cancelled', message: 'Cancelled by you.' }
