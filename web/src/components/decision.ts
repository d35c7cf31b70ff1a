/** A label that a model sees otherwise. */
export interface Decision {
  id: string
  subject: string
  /** In place of the subject. */
  title?: string
  body: string
  /** What else is to be known of the email. */
  about?: string
  label: string
  /** What the model takes the email for. */
  likely: string
  pLabel: number
  pLikely: number
}
