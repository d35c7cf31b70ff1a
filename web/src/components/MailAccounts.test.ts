import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { mailAccount } from '../../dev/mailAccounts'
import { faultsOf } from '../testing/faultsOf'
import { followedRun } from '../testing/followedRun'
import { serveMail } from '../testing/mailServer'
import type { Answers } from '../testing/server'
import MailAccounts from './MailAccounts.vue'

const ACCOUNTS = '/api/mail/accounts'

async function show(answers: Answers = {}, run = followedRun({ kind: 'fetch' }), otherRun: 'finetune' | null = null) {
  const server = serveMail(answers)
  const wrapper = mount(MailAccounts, { props: { run, last: null, otherRun }, attachTo: document.body })
  await flushPromises()
  if (wrapper.get('h2 button').attributes('aria-expanded') === 'false') await wrapper.get('h2 button').trigger('click')
  const press = async (name: string) => {
    await wrapper.findAll('button').find((button) => button.text() === name)!.trigger('click')
    await flushPromises()
  }
  const field = (label: string) => {
    const found = wrapper.findAll('label').find((one) => one.text().startsWith(label))!
    return wrapper.get<HTMLInputElement>(`[id="${found.attributes('for')}"]`)
  }
  const signIn = async (password: string) => {
    await wrapper.get('input[type=password]').setValue(password)
    await wrapper.get('li form').trigger('submit')
    await flushPromises()
  }
  return { ...server, wrapper, run, press, field, signIn }
}

describe('MailAccounts', () => {
  it('lists accounts and how each has its password, with hostile names as text', async () => {
    const { wrapper } = await show()
    const [gmail, work] = wrapper.findAll('ul > li').map((item) => item.text())
    expect(gmail).toContain('jo.park@gmail.com at imap.gmail.com:993 · all mail, or else inbox and archive · since 2026-01-01 · 2,000 emails at most · asks for the password')
    expect(gmail).toContain('1,204 emails in the store, last fetched 21 Nov 2026')
    expect(work).toContain('Büro <b>Nordhafen</b>')
    expect(work).toContain('<img src=x onerror="window.stolen = 1"> · the password comes from a command')
    expect(work).toContain('never fetched')
    expect(wrapper.element.querySelectorAll('img, b')).toHaveLength(0)
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('asks for a password that the server does not hold, tests with it, and keeps it nowhere', async () => {
    const { wrapper, press, signIn, sentTo } = await show()
    await press('Test')
    const field = wrapper.get<HTMLInputElement>('input[type=password]')
    expect(document.activeElement).toBe(field.element)
    expect(field.attributes('autocomplete')).toBe('off')
    expect(await faultsOf(wrapper.element)).toEqual([])
    await signIn('app password')
    expect(sentTo(`${ACCOUNTS}/gmail/secret`)).toEqual([{ password: 'app password' }])
    expect(wrapper.find('input[type=password]').exists()).toBe(false)
    expect(document.activeElement?.textContent).toBe('gmail')
    expect(wrapper.get('.success').text()).toContain('The account works. 4 folders:')
    expect(wrapper.get('.success').text()).toContain('<b>Entwürfe</b>')
    expect(wrapper.text()).toContain('the password is held until the server ends')
    expect(`${wrapper.html()}${JSON.stringify(localStorage)}`).not.toContain('app password')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('says why the server refuses, and takes another password', async () => {
    const { wrapper, press, signIn } = await show()
    await press('Test')
    await signIn('wrong')
    expect(wrapper.get('[role=alert]').text()).toContain('imap.gmail.com refuses the user name or the password.')
    await press('Another password')
    await signIn('right')
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
    expect(wrapper.get('.success').text()).toContain('The account works.')
  })

  it('fetches after the password, or at once where it is known', async () => {
    const typed = await show()
    await typed.press('Fetch mail')
    expect(typed.run.start).not.toHaveBeenCalled()
    await typed.signIn('app password')
    expect(typed.run.start).toHaveBeenCalledWith('/api/fetch/run?account=gmail', 'mail of gmail')
    typed.wrapper.unmount()
    const held = await show({ [ACCOUNTS]: { accounts: [{ ...mailAccount, has_secret: true }], problem: null } })
    await held.press('Fetch mail')
    expect(held.run.start).toHaveBeenCalledOnce()
  })

  it('forgets what was typed when one gives up', async () => {
    const { wrapper, press, sentTo } = await show()
    await press('Test')
    await wrapper.get('input[type=password]').setValue('app password')
    await press('Cancel')
    await press('Test')
    expect(wrapper.get<HTMLInputElement>('input[type=password]').element.value).toBe('')
    expect(sentTo(`${ACCOUNTS}/gmail/secret`)).toEqual([])
  })

  it('shows a fetch, which can be cancelled, and waits for another run', async () => {
    const run = followedRun({ kind: 'fetch', status: 'running', isLive: true, what: 'mail of gmail' })
    const { wrapper, press } = await show({}, run)
    expect(wrapper.text()).toContain('Running: mail of gmail')
    expect(wrapper.get('progress').attributes('aria-label')).toBe('Progress of the fetch')
    await press('Cancel the fetch')
    expect(run.cancel).toHaveBeenCalledOnce()
    wrapper.unmount()
    const waiting = await show({}, undefined, 'finetune')
    expect(waiting.wrapper.text()).toContain('A fine-tuning is running. Wait for it, or cancel it.')
    expect(waiting.wrapper.get('li button.primary').attributes('disabled')).toBeDefined()
  })

  it('removes an account after it has asked once', async () => {
    const { wrapper, press } = await show()
    await press('Remove')
    expect(document.activeElement?.textContent).toBe('Remove it')
    expect(wrapper.text()).toContain('Remove gmail? Its 1,204 emails stay in the store.')
    await press('Keep it')
    expect([wrapper.findAll('ul > li').length, document.activeElement?.textContent]).toEqual([2, 'Remove'])
    await press('Remove')
    await press('Remove it')
    expect([wrapper.findAll('ul > li').length, document.activeElement?.textContent]).toEqual([1, 'Add an account'])
  })

  it('adds an account, with what is known of its provider', async () => {
    const { wrapper, press, field, sentTo } = await show()
    await press('Add an account')
    expect(document.activeElement).toBe(field('User name').element)
    expect(await faultsOf(wrapper.element)).toEqual([])
    await field('User name').setValue('jo@fastmail.com')
    await field('User name').trigger('change')
    expect([field('Server').element.value, field('Name').element.value]).toEqual(['imap.fastmail.com', 'fastmail'])
    expect(wrapper.text()).toContain('Make an app password')
    await field('Folders').setValue('INBOX\n\n Bewerbungen \n')
    await field('Mail since').setValue('2026-01-01')
    await field('Emails at most').setValue('')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(sentTo(ACCOUNTS)).toEqual([
      { name: 'fastmail', host: 'imap.fastmail.com', user: 'jo@fastmail.com', tls: 'implicit', port: 993, folders: ['INBOX', 'Bewerbungen'], since: '2026-01-01', most: null },
    ])
    expect(wrapper.findAll('ul > li')).toHaveLength(3)
    expect(document.activeElement?.textContent).toBe('Add an account')
  })

  it('leaves a host and a name as they are that somebody has typed', async () => {
    const { press, field } = await show()
    await press('Add an account')
    await field('Server').setValue('imap.nordhafen.example')
    await field('Name').setValue('work')
    await field('User name').setValue('jo@gmail.com')
    await field('User name').trigger('change')
    expect([field('Server').element.value, field('Name').element.value]).toEqual(['imap.nordhafen.example', 'work'])
  })

  it('keeps the form when the server refuses it', async () => {
    const { wrapper, press, field } = await show()
    await press('Add an account')
    for (const [label, value] of [['User name', 'jo@gmail.com'], ['Server', 'gmail'], ['Name', 'gmail']] as const) await field(label).setValue(value)
    await field('Server').trigger('change')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(wrapper.get('[role=alert]').text()).toContain('There is an account gmail already.')
    expect(field('Server').element.value).toBe('imap.gmail.com')
  })

  it('says what is wrong with the file of accounts', async () => {
    const problem = 'config/accounts.yaml, line 3: there is no key passwort. Remove it.'
    const { wrapper } = await show({ [ACCOUNTS]: { accounts: [], problem } })
    expect(wrapper.get('[role=alert]').text()).toContain(problem)
  })
})
