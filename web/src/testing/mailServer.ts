import { vi } from 'vitest'
import { MailAccountBook } from '../../dev/mailAccounts'
import { MailStore } from '../../dev/mailStore'
import * as fixtures from '../../dev/fixtures'
import { Refused, serve, type Answers } from './server'

const ACCOUNTS = '/api/mail/accounts'
const LABELLING = ['', '/counts', '/next', '/skip', '/discard', '/undo', '/changes'].map((path) => `/api/labels${path}`)

/** A server with a mail store, and what the page asks for next to it. */
export function serveMail(others: Answers = {}, store = new MailStore(false)) {
  const answer = vi.fn((path: string, init?: RequestInit): unknown => {
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    const request = `${init?.method ?? 'GET'} ${pathname}`
    const body = String(init?.body ?? '')
    const answered = pathname.startsWith(ACCOUNTS) ? accounts.answer(request, body) : store.answer(request, searchParams, body)
    return answered === undefined ? new Refused(404, `The simulated server knows no ${pathname}.`) : answered
  })
  const accounts = new MailAccountBook(false)
  const accountPaths = ['gmail', 'fastmail'].flatMap((name) => ['', '/secret', '/test'].map((path) => `${ACCOUNTS}/${name}${path}`))
  const fetch = serve({
    '/api/health': fixtures.health,
    '/api/finetune/models': fixtures.recipes,
    '/api/finetune/status': fixtures.trainedModels,
    '/api/runs': [],
    ...Object.fromEntries([...LABELLING, ACCOUNTS, ...accountPaths].map((path) => [path, answer])),
    ...others,
  })
  /** The bodies of requests to a path, in order. */
  const sentTo = (path: string) =>
    fetch.mock.calls.filter(([to, init]) => to === path && init?.method === 'POST').map(([, init]) => JSON.parse(String(init!.body ?? 'null')) as unknown)
  return { fetch, sentTo, store }
}
