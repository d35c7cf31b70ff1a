import { describe, expect, it } from 'vitest'
import { providerOf } from './providers'

describe('providerOf', () => {
  it.each([
    ['gmail', 'imap.gmail.com'],
    ['jo@googlemail.com', 'imap.gmail.com'],
    ['IMAP.Gmail.com ', 'imap.gmail.com'],
    ['jo@hotmail.com', 'outlook.office365.com'],
    ['outlook.office365.com', 'outlook.office365.com'],
    ['imap.web.de', 'imap.web.de'],
  ])('knows %s', (words, host) => {
    expect(providerOf(words)?.host).toBe(host)
  })

  it.each(['', 'notgmail.com', 'gmail.com.example', 'jo@nordhafen.example'])('knows no provider of "%s"', (words) => {
    expect(providerOf(words)).toBeNull()
  })

  it('says what a provider demands', () => {
    expect(providerOf('gmail')!.note).toContain('app password')
    expect(providerOf('outlook')!.note).toContain('token_command')
  })
})
