import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LogLine } from '../composables/runStory'
import RunLog from './RunLog.vue'

const line = (number: number, kind: LogLine['kind'] = 'note'): LogLine => ({ number, kind, text: `line ${number}` })

describe('RunLog', () => {
  let box: HTMLElement
  let wrapper: ReturnType<typeof mount<typeof RunLog>>

  beforeEach(() => {
    wrapper = mount(RunLog, { props: { lines: [line(1)], label: 'Log of the fine-tuning' } })
    box = wrapper.get('[role=log]').element as HTMLElement
    Object.defineProperties(box, { scrollHeight: { value: 500 }, clientHeight: { value: 100 } })
  })

  async function grow() {
    await wrapper.setProps({ lines: [line(1), line(2)] })
    await nextTick()
  }

  async function scrollTo(top: number) {
    box.scrollTop = top
    await wrapper.get('[role=log]').trigger('scroll')
  }

  it('keeps rows of a table on one line, and nothing else', async () => {
    const texts = ['digest                        116         29     0.35', 'Epoch 1/2  update 1/52  loss 2.3860', 'Read 3   files']
    await wrapper.setProps({ lines: texts.map((text, number) => ({ number, kind: 'note' as const, text })) })
    expect(wrapper.findAll('p').map((line) => line.classes('row'))).toEqual([true, false, true])
  })

  it('follows its end', async () => {
    await grow()
    expect(box.scrollTop).toBe(500)
    expect(wrapper.find('button').exists()).toBe(false)
  })

  it('stays where the reader has scrolled to', async () => {
    await scrollTo(50)
    await grow()
    expect(box.scrollTop).toBe(50)
  })

  it('follows again when the reader is back at the end', async () => {
    await scrollTo(50)
    await scrollTo(395)
    await grow()
    expect(box.scrollTop).toBe(500)
  })

  it('follows its end when the window changes, unless the reader has scrolled up', async () => {
    box.scrollTop = 300
    window.dispatchEvent(new Event('resize'))
    expect(box.scrollTop).toBe(500)

    await scrollTo(50)
    window.dispatchEvent(new Event('resize'))
    expect(box.scrollTop).toBe(50)
  })

  it('offers a way back to the end', async () => {
    await scrollTo(50)
    await wrapper.get('button').trigger('click')
    expect(box.scrollTop).toBe(500)
    expect(wrapper.find('button').exists()).toBe(false)
  })

  it('can be scrolled with the keyboard, and is not read aloud line by line', () => {
    expect(box.tabIndex).toBe(0)
    expect(box.getAttribute('aria-live')).toBe('off')
  })

  it('says warnings and errors in words, not in colour alone', async () => {
    await wrapper.setProps({ lines: [line(1, 'warning'), line(2, 'error')] })
    expect(wrapper.text()).toContain('Warning: line 1')
    expect(wrapper.text()).toContain('Error: line 2')
  })
})
