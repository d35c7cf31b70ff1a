import type { MailAccount, MailAccounts, MailAccountTest, NewMailAccount } from '../src/api/contract'
import { Refused } from './refused.ts'

const WRONG = 'wrong'

export const mailAccount: MailAccount = {
  name: 'gmail',
  host: 'imap.gmail.com',
  port: 993,
  tls: 'implicit',
  user: 'jo.park@gmail.com',
  folders: [],
  since: '2026-01-01',
  most: 2000,
  secret: 'typed',
  has_secret: false,
  emails: 1204,
  last_fetch: '2026-11-21T17:40:00Z',
}

const work: MailAccount = {
  ...mailAccount,
  name: 'Büro <b>Nordhafen</b>',
  host: 'imap.nordhafen.example',
  user: 'jo@nordhafen.example',
  folders: ['INBOX', 'Bewerbungen/Absagen & Zusagen', '<img src=x onerror="window.stolen = 1">'],
  since: null,
  most: null,
  secret: 'command',
  emails: 0,
  last_fetch: null,
}

export const mailAccountTest: MailAccountTest = {
  ok: true,
  folders: [
    { name: 'INBOX', messages: 5120, fetched: true },
    { name: '[Gmail]/Alle Nachrichten', messages: 48_201, fetched: true },
    { name: 'Bewerbungen/Absagen & Zusagen', messages: 212, fetched: false },
    { name: '<b>Entwürfe</b>', messages: null, fetched: false },
  ],
}

/** The accounts of the simulated server. The password "wrong" is one. */
export class MailAccountBook {
  private accounts: MailAccount[]
  private readonly wrong = new Set<string>()

  constructor(isEmpty: boolean) {
    this.accounts = isEmpty ? [] : [mailAccount, work]
  }

  /** The answer to a request, such as "GET /api/mail/accounts"; null stands for an empty one, nothing for none. */
  answer(request: string, body: string): unknown {
    const [method, path = ''] = request.split(' ')
    if (!path.startsWith('/api/mail/accounts')) return undefined
    const [name = '', what = ''] = path.split('/').slice(4).map(decodeURIComponent)
    if (name === '') return method === 'POST' ? this.add(JSON.parse(body) as NewMailAccount) : this.listed()
    const account = this.accounts.find((one) => one.name === name)
    if (!account) return new Refused(404, `There is no account ${name} in config/accounts.yaml.`)
    if (method === 'DELETE') return this.remove(name)
    return what === 'secret' ? this.hold(name, (JSON.parse(body) as { password: string }).password) : this.test(account)
  }

  /** What a fetch does. */
  fetched(name: string): void {
    this.change(name, { emails: 2000, last_fetch: new Date().toISOString() })
  }

  private listed(): MailAccounts {
    return { accounts: this.accounts, problem: null }
  }

  private add(asked: NewMailAccount): MailAccount | Refused {
    if (this.accounts.some(({ name }) => name === asked.name)) {
      return new Refused(409, `There is an account ${asked.name} already. Choose another name, or remove that one first.`)
    }
    const defaults = { port: 993, tls: 'implicit', folders: [], since: null, most: null } satisfies Partial<MailAccount>
    const added: MailAccount = { ...defaults, ...asked, secret: 'typed', has_secret: false, emails: 0, last_fetch: null }
    this.accounts = [...this.accounts, added]
    return added
  }

  private remove(removed: string): { removed: string } {
    this.accounts = this.accounts.filter(({ name }) => name !== removed)
    return { removed }
  }

  private hold(name: string, password: string): null {
    if (password === WRONG) {
      this.wrong.add(name)
    } else {
      this.wrong.delete(name)
    }
    this.change(name, { has_secret: true })
    return null
  }

  private test({ name, host, secret, has_secret }: MailAccount): MailAccountTest | Refused {
    if (secret === 'typed' && !has_secret) return new Refused(409, `The password of ${name} is not known. Type it first.`)
    if (this.wrong.has(name)) return new Refused(409, `${host} refuses the user name or the password. Gmail takes an app password, not that of the account.`)
    return mailAccountTest
  }

  private change(changed: string, changes: Partial<MailAccount>): void {
    this.accounts = this.accounts.map((account) => (account.name === changed ? { ...account, ...changes } : account))
  }
}
