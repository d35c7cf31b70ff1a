import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import NoticeBox from './NoticeBox.vue'

const show = (kind?: 'note' | 'error' | 'success') =>
  mount(NoticeBox, { props: kind ? { kind } : {}, slots: { default: 'The words.' } })

describe('NoticeBox', () => {
  it('is spoken at once if it is an error, and says in words that it is one', () => {
    const wrapper = show('error')
    expect(wrapper.attributes('role')).toBe('alert')
    expect(wrapper.text()).toBe('That did not work.The words.')
  })

  it.each([undefined, 'success'] as const)('interrupts nobody otherwise (%s)', (kind) => {
    const wrapper = show(kind)
    expect(wrapper.attributes('role')).toBeUndefined()
    expect(wrapper.text()).toBe('The words.')
  })
})
