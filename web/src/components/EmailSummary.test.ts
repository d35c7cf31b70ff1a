import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { noEmails, summary } from '../../dev/fixtures'
import EmailSummary from './EmailSummary.vue'

const show = (props: Partial<InstanceType<typeof EmailSummary>['$props']>) =>
  mount(EmailSummary, { props: { summary: null, error: '', ...props } }).text()

describe('EmailSummary', () => {
  it('counts emails, labels, duplicates, long emails and bad rows', () => {
    const words = show({ summary })
    for (const part of ['464 labelled emails', 'email_score.jsonl', '13 duplicates', '203 with', '1 row could not be read', 'Line 212: not JSON', 'profile_alert (2)']) {
      expect(words).toContain(part)
    }
  })

  it('marks labels with too few emails to train or to judge', () => {
    const words = show({ summary: { ...summary, labels: { digest: 5, new_lead: 4, hired: 1 } } })
    expect(words).toMatch(/new_lead\s*too few to judge/)
    expect(words).toMatch(/hired\s*left out of training/)
    expect(words).not.toMatch(/digest\s*too few/)
  })

  it('names rows that have half their text under another key', () => {
    const text = "no 'body' but 'Body', which is not read: rename that key to 'body'"
    expect(show({ summary: { ...summary, unread_texts: { [text]: 3 } } })).toContain(`3 rows with ${text}.`)
  })

  it('says which file to make when there is none', () => {
    expect(show({ summary: noEmails })).toContain('There is no data/email_score.jsonl. Make it')
  })

  it('says that it is counting, and why it cannot', () => {
    expect(show({})).toContain('Counting')
    expect(show({ error: 'The server does not answer.' })).toContain('The server does not answer.')
  })
})
