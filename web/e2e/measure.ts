import type { Browser } from '@playwright/test'
import { results } from '../dev/fixtures.ts'
import { test } from './avocet.ts'
import { startServer } from './server.ts'

/** `npm run measure`: prints what loading the page with charts costs. Run it on a machine that does nothing else. */
const VISITS = 5
const LONG_TASK_MS = 50
const SETTLE_MS = 2000
const SLOW_CPU = 4

interface Visit {
  wireKb: number
  firstPaintMs: number
  blockingMs: number
}

test('size and speed of the page', async ({ browser }) => {
  const server = await startServer({ results })
  for (const slowdown of [1, SLOW_CPU]) {
    const visits: Visit[] = []
    for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, server.address, slowdown))
    const median = (key: keyof Visit) => visits.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(VISITS / 2)]!
    console.log(
      `CPU ${slowdown === 1 ? 'as it is' : `${slowdown} times slower`}, median of ${VISITS} visits:` +
        ` ${median('wireKb').toFixed(0)} kB over the wire,` +
        ` first contentful paint ${median('firstPaintMs').toFixed(0)} ms,` +
        ` total blocking time ${median('blockingMs').toFixed(0)} ms`,
    )
  }
  await server.stop()
})

/** A first visit, with nothing cached. */
async function visit(browser: Browser, address: string, slowdown: number): Promise<Visit> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  let bytes = 0
  await devtools.send('Network.enable')
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await page.goto(address)
  await page.locator('canvas').last().waitFor()
  await page.waitForTimeout(SETTLE_MS)
  const times = await page.evaluate(async (longTask) => {
    const tasks = await new Promise<PerformanceEntry[]>((found) => {
      new PerformanceObserver((list) => found(list.getEntries())).observe({ type: 'longtask', buffered: true })
      setTimeout(() => found([]), 500)
    })
    return {
      firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
      blockingMs: tasks.reduce((sum, { duration }) => sum + Math.max(0, duration - longTask), 0),
    }
  }, LONG_TASK_MS)
  await context.close()
  return { wireKb: bytes / 1000, ...times }
}
