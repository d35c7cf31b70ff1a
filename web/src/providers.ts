/** Known providers of mail: their servers, and what they demand of a program that reads mail. */
export interface Provider {
  /** What an account with it is called at first. */
  name: string
  host: string
  /** Domains of its addresses and servers; a host that is one of them, or below one, is the provider's. */
  domains: readonly string[]
  note: string
}

const appPassword = (provider: string) =>
  `${provider} refuses the password of your account here. Make an app password in the security settings of your account, and type that one.`

const GMX_NOTE = 'Let other programs read your mail first: in the web mail, under Settings, POP3 and IMAP.'

const PROVIDERS: readonly Provider[] = [
  {
    name: 'gmail',
    host: 'imap.gmail.com',
    domains: ['gmail.com', 'googlemail.com'],
    note: `${appPassword('Gmail')} It takes 2-step verification. Or export your mail with Google Takeout and drop the .mbox here.`,
  },
  {
    name: 'outlook',
    host: 'outlook.office365.com',
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'office365.com'],
    note:
      'Outlook.com and Microsoft 365 take no password over IMAP, only OAuth: write the account with a token_command into ' +
      'config/accounts.yaml. Or export your mail and drop the file here.',
  },
  { name: 'yahoo', host: 'imap.mail.yahoo.com', domains: ['yahoo.com', 'ymail.com'], note: appPassword('Yahoo') },
  { name: 'aol', host: 'imap.aol.com', domains: ['aol.com'], note: appPassword('AOL') },
  { name: 'icloud', host: 'imap.mail.me.com', domains: ['icloud.com', 'me.com', 'mac.com'], note: appPassword('iCloud') },
  { name: 'fastmail', host: 'imap.fastmail.com', domains: ['fastmail.com', 'fastmail.fm'], note: appPassword('Fastmail') },
  { name: 'gmx', host: 'imap.gmx.net', domains: ['gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch'], note: GMX_NOTE },
  { name: 'web.de', host: 'imap.web.de', domains: ['web.de'], note: GMX_NOTE },
]

/** The provider of a host, an address or a bare name such as "gmail"; null where it is not known. */
export function providerOf(hostOrAddress: string): Provider | null {
  const host = hostOrAddress.trim().toLowerCase().replace(/^.*@/, '')
  const isOf = (domain: string) => host === domain || host.endsWith(`.${domain}`)
  return PROVIDERS.find(({ name, domains }) => host === name || domains.some(isOf)) ?? null
}
