/** Figures in words. A figure that is missing says so; it is never 0. */

export const NOT_MEASURED = 'not measured'

type Figure = number | null | undefined

const isMissing = (value: Figure): value is null | undefined => value === null || value === undefined || !Number.isFinite(value)

/** A score between 0 and 1. */
export const score = (value: Figure) => (isMissing(value) ? NOT_MEASURED : value.toFixed(3))

/** A score where room is short, such as .71. */
export const shortScore = (value: number) => value.toFixed(2).replace(/^0/, '')

export const interval = (bounds: readonly number[] | undefined) =>
  bounds?.length === 2 ? `${score(bounds[0])} to ${score(bounds[1])}` : NOT_MEASURED

/** A difference of scores. */
export const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

export const percent = (value: number) => `${(value * 100).toFixed(1)}%`

/** Finer resolution is not useful. */
export const LEAST_MS = 0.1

export function milliseconds(value: Figure): string {
  if (isMissing(value)) return NOT_MEASURED
  if (value < LEAST_MS) return `under ${LEAST_MS} ms`
  return value < 10 ? `${value.toFixed(1)} ms` : value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`
}

/** A rate of emails. */
export const perSecond = (value: Figure) =>
  isMissing(value) ? NOT_MEASURED : `${value < 10 ? value.toFixed(1) : count(Math.round(value))} emails/s`

export const seconds = (value: Figure) => (isMissing(value) ? NOT_MEASURED : `${value.toFixed(1)} s`)
export const gigabytes = (value: Figure) => (isMissing(value) ? NOT_MEASURED : `${(value / 1e9).toFixed(1)} GB`)
export const count = (value: Figure) => (isMissing(value) ? NOT_MEASURED : value.toLocaleString('en-GB'))

/** 1 email, 2 emails. */
export const counted = (value: number, noun: string) => `${count(value)} ${noun}${value === 1 ? '' : 's'}`

export function duration(seconds: number): string {
  const rounded = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  if (rounded < 60) return `${rounded} s`
  if (rounded < 3600) return `${Math.floor(rounded / 60)} min ${two(rounded % 60)} s`
  return `${Math.floor(rounded / 3600)} h ${two(Math.floor((rounded % 3600) / 60))} min`
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

export const moment = (timestamp: string) => MOMENT.format(new Date(timestamp))

/** When an email was sent; a date that is none is shown as it is. */
export const sentAt = (date: string) => (Number.isNaN(Date.parse(date)) ? date : moment(date))
