import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { health } from '../dev/fixtures'
import { announce } from './composables/announcement'
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

  it('has a screen reader say changes of state', async () => {
    serve({})
    const wrapper = mount(App)
    announce('The benchmark starts.')
    await flushPromises()
    expect(wrapper.get('[role=status]').text()).toBe('The benchmark starts.')
  })
})
