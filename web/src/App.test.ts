import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { health } from '../dev/fixtures'
import { announce } from './composables/announcement'
import { faultsOf } from './testing/faultsOf'
import { serve } from './testing/server'
import App from './App.vue'

describe('App', () => {
  it('says which version answers, and links the licences', async () => {
    serve({ '/api/health': health })
    const wrapper = mount(App)
    await flushPromises()
    expect(wrapper.get('footer').text()).toContain('Avocet 0.1.0 (a3ba0c7).')
    expect(wrapper.get('footer a').attributes('href')).toBe('/licenses.txt')
  })

  it('names no version while no server answers', async () => {
    serve({})
    const wrapper = mount(App)
    await flushPromises()
    expect(wrapper.get('footer').text()).toBe('Licences of what this page is built from')
  })

  it('says that an address names no page, and links those that there are', async () => {
    serve({ '/api/health': health })
    window.location.hash = '#/lables'
    window.dispatchEvent(new HashChangeEvent('hashchange'))
    const wrapper = mount(App, { attachTo: document.body })
    await flushPromises()
    expect(wrapper.get('main').text()).toContain('Nothing is at #/lables.')
    expect(wrapper.findAll('main a').map((link) => link.attributes('href'))).toEqual(['#/labels', '#/models'])
    expect(wrapper.find('nav [aria-current]').exists()).toBe(false)
    expect(document.title).toBe('No such page – Avocet')
    expect(await faultsOf(wrapper.element)).toEqual([])
    window.location.hash = ''
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  })

  it('has a screen reader say changes of state', async () => {
    serve({})
    const wrapper = mount(App)
    announce('The benchmark starts.')
    await flushPromises()
    expect(wrapper.get('[role=status]').text()).toBe('The benchmark starts.')
  })
})
