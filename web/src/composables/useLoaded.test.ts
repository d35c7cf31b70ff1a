import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../api/client'
import { withSetup } from '../testing/withSetup'
import { useLoaded } from './useLoaded'

describe('useLoaded', () => {
  it('keeps what it has when a later load fails, and says so', async () => {
    const answers = [() => Promise.resolve('one'), () => Promise.reject(new ApiError('gone'))]
    const { result } = withSetup(() => useLoaded(() => answers.shift()!()))
    expect(result.isSettled).toBe(false)
    await flushPromises()
    expect(result).toMatchObject({ value: 'one', error: '', isSettled: true })

    await result.reload()
    expect(result).toMatchObject({ value: 'one', error: 'gone' })
  })

  it('keeps the latest load when an earlier one answers late', async () => {
    const answers: ((value: string) => void)[] = []
    const { result } = withSetup(() => useLoaded(() => new Promise<string>((resolve) => answers.push(resolve))))
    void result.reload()
    answers[1]!('new')
    answers[0]!('old')
    await flushPromises()
    expect(result.value).toBe('new')
  })
})
