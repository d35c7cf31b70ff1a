import { defineConfig } from '@playwright/test'
import { chromium } from './e2e/chromium.ts'

/** Trainings share the machine with whatever else runs there: nothing here asserts how fast anything is. */
const MINUTES = 60_000

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../app/target/e2e',
  reporter: 'list',
  workers: 1,
  timeout: 20 * MINUTES,
  expect: { timeout: MINUTES },
  forbidOnly: Boolean(process.env.CI),
  use: {
    launchOptions: { executablePath: chromium(), args: ['--no-sandbox'] },
    actionTimeout: MINUTES,
    navigationTimeout: MINUTES,
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
  },
  projects: [
    { name: 'tests', testMatch: '*.test.ts' },
    { name: 'measure', testMatch: 'measure.ts' },
  ],
})
