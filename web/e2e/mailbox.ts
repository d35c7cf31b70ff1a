/** A made mailbox of three kinds of email, no two of which are near-duplicates. */
const KINDS = [
  {
    label: 'interview_scheduled',
    key: '1',
    subject: 'Meeting about your application',
    openings: ['We would like to get to know you', 'Your letter made us curious', 'Two of our engineers want to meet you', 'Let us talk'],
    bodies: ['by video, for about an hour', 'in our office near the harbour', 'over the telephone, half an hour', 'with the whole team at lunch'],
    endings: ['Does that suit you?', 'Please bring a sample of your work.', 'Tell me if another day is better.', 'You will get an invitation.'],
  },
  {
    label: 'rejected',
    key: '3',
    subject: 'Your application',
    openings: ['Thank you for your interest', 'Unfortunately the position is filled', 'We have decided for somebody else', 'It was not an easy choice'],
    bodies: ['many candidates had more experience', 'the budget was cut last week', 'we look for someone nearer by', 'another person fits better'],
    endings: ['We wish you all the best.', 'Good luck with your search.', 'Please do not be discouraged.', 'Your documents will be deleted.'],
  },
  {
    label: 'digest',
    key: '8',
    subject: 'New jobs this week',
    openings: ['Your weekly list is here', 'These positions match your alert', 'Fresh vacancies near you', 'Employers are hiring'],
    bodies: ['warehouse operative, driver, cook', 'data engineer, tester, analyst', 'nurse, teacher, librarian', 'welder, plumber, electrician'],
    endings: ['Unsubscribe at any time.', 'Change your alert in the settings.', 'See all jobs on our page.', 'Share this list with friends.'],
  },
]
const PLACES = ['Leeds', 'Aarhus', 'Porto', 'Gdansk', 'Turku', 'Graz', 'Ghent', 'Brno', 'Cork', 'Basel', 'Nantes', 'Vigo', 'Split', 'Narvik', 'Lund', 'Varna']

export interface MadeEmail {
  subject: string
  label: string
  /** The key of the label. */
  key: string
}

export function mailbox(count: number): { emails: MadeEmail[]; mbox: string } {
  const made = Array.from({ length: count }, (_, i) => {
    const { label, key, ...kind } = KINDS[i % KINDS.length]!
    const turn = Math.floor(i / KINDS.length)
    const subject = `${kind.subject}: ${PLACES[turn % PLACES.length]} ${i + 1}`
    const [opening, body, ending] = [kind.openings[turn % 4], kind.bodies[Math.floor(turn / 4) % 4], kind.endings[(turn * 3 + 1) % 4]]
    return { subject, label, key, text: `${opening}: ${body}, ${PLACES[(turn * 5) % PLACES.length]}.\n\n${ending}` }
  })
  const mbox = made.map(
    ({ subject, text }, i) =>
      `From robin@example.org Thu Mar 19 10:00:00 2026\nMessage-ID: <${i}@example.org>\nFrom: robin@example.org\n` +
      `Date: ${new Date(Date.UTC(2026, 2, 19, 10) - i * 3_600_000).toUTCString()}\n` +
      `Content-Type: text/plain; charset=utf-8\nSubject: ${subject}\n\n${text}\n\n`,
  )
  return { emails: made, mbox: mbox.join('') }
}
