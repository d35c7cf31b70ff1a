import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { emails } from '../../dev/mailFixtures'
import type { LabelEmail } from '../api/contract'
import { serveMail } from '../testing/mailServer'
import { Refused, type Answers } from '../testing/server'
import { withSetup } from '../testing/withSetup'
import { announcement } from './announcement'
import { useActs } from './useActs'
import { useBatch } from './useBatch'
import { useQueue } from './useQueue'

/** A server that is sure of some emails until they have a label. */
function sureOf(count: number) {
  let sure: LabelEmail[] = emails(count)
  const next = vi.fn((path: string) => {
    const query = new URL(path, 'http://localhost').searchParams
    if (query.get('strategy') !== 'sure') return { emails: [], left: 0, strategy: 'newest' }
    return { emails: sure.slice(0, Number(query.get('limit'))), left: sure.length, strategy: 'sure' }
  })
  const label = (_: string, init?: RequestInit) => {
    const { id } = JSON.parse(String(init!.body)) as { id: string }
    sure = sure.filter((email) => email.id !== id)
    return { id, label: 'digest' }
  }
  return { next, answers: { '/api/labels/next': next, '/api/labels': label } satisfies Answers }
}

async function start(answers: Answers) {
  const server = serveMail(answers)
  const batch = withSetup(() => useBatch(useQueue(useActs(() => {})))).result
  await batch.choose('digest')
  await flushPromises()
  return { ...server, batch }
}

describe('useBatch', () => {
  it('lists twenty at most, and after these the next twenty', async () => {
    const { answers } = sureOf(30)
    const { batch } = await start(answers)
    expect(batch.emails).toHaveLength(20)
    await batch.confirm()
    expect(batch.emails.map(({ id }) => id)).toEqual(emails(30).slice(20).map(({ id }) => id))
    expect(announcement.value).toBe('20 emails saved as digest. 10 emails to confirm.')
  })

  it('saves no struck email, and lists it no more', async () => {
    const { answers, next } = sureOf(30)
    const { batch, sentTo } = await start(answers)
    const [first] = batch.emails
    batch.strike(first!.id)
    await batch.confirm()
    expect(sentTo('/api/labels')).toHaveLength(19)
    expect(batch.emails.map(({ id }) => id)).toEqual(emails(30).slice(20).map(({ id }) => id))
    expect(next).toHaveBeenLastCalledWith('/api/labels/next?strategy=sure&label=digest&limit=21', expect.anything())
  })

  it('takes a strike back', async () => {
    const { batch } = await start(sureOf(2).answers)
    batch.strike(batch.emails[0]!.id)
    batch.strike(batch.emails[0]!.id)
    expect(batch.struck.size).toBe(0)
  })

  it('lists emails again that the server refused', async () => {
    const { answers } = sureOf(3)
    const { batch } = await start({ ...answers, '/api/labels': new Refused(500, 'There is no space left.') })
    await batch.confirm()
    expect(batch.emails).toHaveLength(3)
    expect(announcement.value).toBe('0 emails saved as digest. 3 emails to confirm.')
  })

  it('says why nothing could be loaded', async () => {
    const { batch } = await start({ '/api/labels/next': new Refused(400, 'There is no label digest.') })
    expect([batch.error, batch.isLoading]).toEqual(['There is no label digest.', false])
  })

  it('confirms once, however often it is asked', async () => {
    const { batch, sentTo } = await start(sureOf(3).answers)
    await Promise.all([batch.confirm(), batch.confirm()])
    expect(sentTo('/api/labels')).toHaveLength(3)
  })
})
