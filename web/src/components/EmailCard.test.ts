import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { emails } from '../../dev/mailFixtures'
import { faultsOf } from '../testing/faultsOf'
import { swipe } from '../testing/swipe'
import EmailCard from './EmailCard.vue'

const ALL = emails(6)
const show = (changes: Partial<(typeof ALL)[0]>) => mount(EmailCard, { props: { email: { ...ALL[0]!, ...changes } }, attachTo: document.body })

describe('EmailCard', () => {
  it('shows subject, sender, date and text, and folds what is quoted', async () => {
    const wrapper = show({})
    expect(wrapper.get('h2').text()).toBe('Interview on Thursday at 10 am')
    expect(wrapper.text()).toContain('Mara Lindqvist <mara.lindqvist@nordhafen.example> · 20 Nov 2026')
    expect(wrapper.get('.text').text()).toContain('We would like to meet you')
    const quoted = wrapper.get('details')
    expect([quoted.get('summary').text(), quoted.attributes('open')]).toEqual(['6 quoted lines', undefined])
    expect(quoted.get('.quoted').text()).toContain('I hereby apply')
    expect(await faultsOf(wrapper.element)).toEqual([])
  })

  it('shows hostile text as text: no element comes of it, and no link', () => {
    const { element } = show(ALL[5]!)
    expect(element.textContent).toContain('<img src=x onerror="window.stolen = 1">')
    expect(element.textContent).toContain('<b>CV Wizard</b>')
    expect(element.querySelectorAll('script, img, a, b')).toHaveLength(0)
    expect('stolen' in window).toBe(false)
  })

  it('says what is missing, and shows a date that is none as it is', () => {
    const text = show({ subject: ' ', body: '', from: null, date: 'yesterday' }).text()
    for (const part of ['Without a subject', 'This email has no text.', 'yesterday']) expect(text).toContain(part)
  })

  it('takes a finger that is drawn across, not one that scrolls, and no mouse', () => {
    const wrapper = show({})
    swipe(wrapper.element, 120, 10)
    swipe(wrapper.element, -120, 10)
    swipe(wrapper.element, 120, 110)
    swipe(wrapper.element, 30)
    swipe(wrapper.element, 120, 0, 'mouse')
    expect(wrapper.emitted('swiped')).toEqual([['right'], ['left']])
  })
})
