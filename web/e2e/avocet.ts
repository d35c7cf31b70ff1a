import { type BrowserContext, expect, test as base } from '@playwright/test'
import { type Server, startServer } from './server.ts'

/** A test with one server for all of its file, whose every request and complaint is watched. */
export const test = base.extend<object, { hasLabels: boolean; server: Server }>({
  hasLabels: [true, { option: true, scope: 'worker' }],
  server: [
    async ({ hasLabels }, use) => {
      const server = await startServer({ hasLabels })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ server }, use) => use(server.address),
  context: async ({ context, server }, use) => {
    const faults = watch(context, server.address)
    await use(context)
    expect(faults, 'requests to other hosts, errors of scripts and on the console').toEqual([])
  },
})

function watch(context: BrowserContext, address: string): string[] {
  const faults: string[] = []
  context.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`)) faults.push(`request to ${request.url()}`)
  })
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.type()}: ${message.text()}`)
  })
  context.on('weberror', (thrown) => faults.push(`thrown: ${thrown.error().message}`))
  return faults
}

export { expect }
