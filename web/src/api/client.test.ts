import { describe, expect, it, vi } from 'vitest'
import { Refused, serve } from '../testing/server'
import { api, inWords, streams } from './client'

const wordsOf = (answer: Promise<unknown>) => answer.then(() => 'no error', inWords)

describe('api', () => {
  it('hands on the words of a server that refuses', async () => {
    serve({ '/api/runs/x': new Refused(404, 'There is no run x.') })
    expect(await wordsOf(api.run('x'))).toBe('There is no run x.')
  })

  it('says what to do when nothing answers, and when something else does', async () => {
    serve({})
    expect(await wordsOf(api.runs())).toContain('Is avocet serve still running?')
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }))
    expect(await wordsOf(api.runs())).toContain('502')
    vi.stubGlobal('fetch', async () => new Response('<html>'))
    expect(await wordsOf(api.runs())).toContain('not JSON')
  })

  it('asks for no path but that of the run, whatever its id is', async () => {
    const fetch = serve({})
    await wordsOf(api.run('../health'))
    expect(fetch.mock.calls[0]![0]).toBe('/api/runs/..%2Fhealth')
  })

  it('writes what a run is to be into the address of its stream', () => {
    expect(streams.finetune({ model: 'bge-m3', epochs: 3 })).toBe('/api/finetune/run?model=bge-m3&epochs=3')
    expect(streams.benchmark({ include_slow: true, save: true })).toBe('/api/benchmark/run?include_slow=true&save=true')
  })
})
