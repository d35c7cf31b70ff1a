import type { Locator, Page } from '@playwright/test'
import type { BenchmarkResults, Run, TrainedModel } from '../src/api/contract.ts'
import { expect, test } from './avocet.ts'
import { expectChartsOf } from './charts.ts'
import { tabTo } from './keys.ts'
import { expectFineLooks } from './looks.ts'

/** One user's way from nothing to a classified email. Each test goes on where the one before has left the server. */
test.describe.configure({ mode: 'serial' })

const LONG = 20
/** Enough for all that is claimed; a picture should show a model that has learned something. */
const SHORT = process.env.SCREENSHOTS ? 8 : 2
const EMAIL = {
  subject: '5 new jobs for you in Leeds',
  body: 'Your weekly list:\n\n- Warehouse operative, full time, £12.60 an hour\n- Library assistant, 16 hours\n- Data entry, from home\n\nUnsubscribe at any time.',
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const fineTune = (page: Page) => section(page, 'Fine-tune a model')
const comparison = (page: Page) => section(page, 'Comparison')
const log = (part: Locator) => part.getByRole('log')

async function answer<Body>(page: Page, path: string): Promise<Body> {
  const response = await page.request.get(path)
  expect(response.ok(), path).toBe(true)
  return response.json()
}

/** The update that the running fine-tuning says it is at. */
async function update(page: Page): Promise<number> {
  const words = await fineTune(page).getByText(/update [\d,]+ of [\d,]+ · loss \d/).textContent()
  return Number(/update ([\d,]+)/.exec(words ?? '')![1]!.replace(',', ''))
}

test('before the first model the page says what to do', async ({ page }) => {
  await page.goto('/')

  await expect(comparison(page).getByText('There are no results yet.')).toBeVisible()
  await expect(fineTune(page).getByRole('button', { name: 'Run' })).toBeEnabled()
  await expect(section(page, 'Try it').getByRole('link', { name: 'fine-tune one' })).toBeVisible()
  await expect(section(page, 'Your emails').getByText('504 labelled emails')).toBeVisible()
  await expect(section(page, 'Trained models')).toHaveCount(0)
  await expectFineLooks(page, 'empty')
})

test('a fine-tuning starts, its numbers move, and a second tab sees the same', async ({ page, context }) => {
  await page.goto('/')
  await fineTune(page).getByLabel('Model').selectOption('minilm')
  await fineTune(page).getByLabel('Epochs').fill(String(LONG))
  await fineTune(page).getByRole('button', { name: 'Run' }).click()

  const first = await update(page)
  const bar = fineTune(page).getByRole('progressbar')
  const share = Number(await bar.getAttribute('value'))
  await expect.poll(() => update(page)).toBeGreaterThan(first)
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(share)
  await expect(fineTune(page).getByRole('button', { name: 'Run' })).toBeDisabled()

  const second = await context.newPage()
  await second.goto('/')
  await expect(second.getByText(`Running: minilm, ${LONG} epochs`)).toBeVisible()
  expect(await update(second)).toBeGreaterThan(first)
  const [start] = await log(fineTune(page)).getByRole('paragraph').allTextContents()
  await expect(log(fineTune(second)).getByRole('paragraph').first()).toHaveText(start!)
  await second.close()
  expect(await answer<Run[]>(page, '/api/runs')).toHaveLength(1)
})

test('a reload in the middle finds the same run and its log from the start', async ({ page }) => {
  await page.goto('/')
  const before = await update(page)
  const lines = await log(fineTune(page)).getByRole('paragraph').allTextContents()
  const runs = await answer<Run[]>(page, '/api/runs')

  await page.reload()

  expect(await update(page)).toBeGreaterThanOrEqual(before)
  await expect(log(fineTune(page)).getByRole('paragraph').first()).toHaveText(lines[0]!)
  const after = await answer<Run[]>(page, '/api/runs')
  expect(after.map(({ id, state }) => [id, state])).toEqual([[runs[0]!.id, 'running']])
  const curve = fineTune(page).getByRole('figure', { name: 'Learning curve' })
  await expect(curve.getByRole('rowheader', { name: '1, best so far', includeHidden: true })).toBeAttached({ timeout: 0 })
  await expectFineLooks(page, 'training')
})

test('a cancelled fine-tuning leaves no model', async ({ page }) => {
  await page.goto('/')
  await fineTune(page).getByRole('button', { name: 'Cancel' }).click()

  await expect(fineTune(page).getByText('Cancelled. The model of that name stays as it was.')).toBeVisible()
  await expect(fineTune(page).getByRole('button', { name: 'Run' })).toBeEnabled()
  expect(await answer<TrainedModel[]>(page, '/api/finetune/status')).toEqual([])
  expect((await answer<Run[]>(page, '/api/runs')).map(({ state }) => state)).toEqual(['cancelled'])
  await expect(section(page, 'Trained models')).toHaveCount(0)
  await expectFineLooks(page, 'cancelled', fineTune(page))
})

test('a fine-tuning started with the keyboard alone ends with a badge, a benchmark and charts', async ({ page }) => {
  await page.goto('/')
  await expect(fineTune(page).getByRole('button', { name: 'Run' })).toBeEnabled()
  await tabTo(page, fineTune(page).getByLabel('Model'))
  await tabTo(page, fineTune(page).getByLabel('Epochs'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(String(SHORT))
  await page.keyboard.press('Enter')
  await expect(fineTune(page).getByText(`Running: minilm, ${SHORT} epochs`)).toBeVisible()

  await expect(section(page, 'Trained models').getByRole('button', { name: 'avocet-minilm' })).toBeVisible({ timeout: 0 })
  await expect(comparison(page).getByRole('progressbar')).toBeVisible()
  await expect(comparison(page).getByText('The benchmark is complete and saved.')).toBeVisible({ timeout: 0 })

  const [benchmark, training] = await answer<Run[]>(page, '/api/runs')
  expect(benchmark).toMatchObject({ kind: 'benchmark', state: 'complete', parameters: { save: true } })
  expect(training).toMatchObject({ kind: 'finetune', state: 'complete', parameters: { model: 'minilm', epochs: SHORT } })
  await expectChartsOf(comparison(page), await answer<BenchmarkResults>(page, '/api/benchmark/results'))
})

test('a returning user finds models, charts and the last run', async ({ page }) => {
  await page.goto('/')

  const [model] = await answer<TrainedModel[]>(page, '/api/finetune/status')
  const badge = section(page, 'Trained models').getByRole('button')
  const { val_macro_f1, validation_count } = model!
  await expect(badge).toHaveText(`avocet-minilm macro-F1 ${val_macro_f1.toFixed(3)} on ${validation_count} emails of email_score.jsonl`)
  await expect(comparison(page).getByText(/Last run: .*complete/)).toBeVisible()
  await expectChartsOf(comparison(page), await answer<BenchmarkResults>(page, '/api/benchmark/results'))
  await badge.hover()
  await expect(page.getByRole('tooltip')).toContainText('sentence-transformers/all-MiniLM-L6-v2')
  await page.mouse.move(0, 0)
  await expectFineLooks(page, 'complete')
})

test('an evaluation shows how far it is, and a cancelled one says that it goes on from there', async ({ page }) => {
  await page.goto('/')
  const evaluate = section(page, 'Evaluate')
  await evaluate.getByRole('button', { name: 'Evaluate', exact: true }).click()
  await evaluate.getByLabel('Folds').fill('2')
  await evaluate.getByRole('button', { name: 'Run evaluation' }).click()

  await expect(evaluate.getByText(/update [\d,]+ of [\d,]+ · loss \d/)).toBeVisible({ timeout: 0 })
  await expectFineLooks(page, 'evaluating', evaluate)
  await evaluate.getByRole('button', { name: 'Cancel' }).click()

  await expect(evaluate.getByText('Finished folds are kept: the same evaluation goes on from there.')).toBeVisible({ timeout: 0 })
  const [run] = await answer<Run[]>(page, '/api/runs')
  expect(run).toMatchObject({ kind: 'evaluate', state: 'cancelled', parameters: { model: 'minilm', folds: 2 } })
})

test('an email gets a label and the probabilities of all ten', async ({ page }) => {
  await page.goto('/')
  const tryIt = section(page, 'Try it')
  await tryIt.getByLabel('Subject').fill(EMAIL.subject)
  await tryIt.getByLabel('Body').fill(EMAIL.body)
  await tryIt.getByRole('button', { name: 'Classify' }).click()

  const rows = tryIt.getByRole('table', { name: 'Probability of each label' }).getByRole('row')
  await expect(rows).toHaveCount(10)
  const label = await rows.first().getByRole('rowheader').textContent()
  const percents = (await rows.getByRole('cell').allTextContents()).filter(Boolean)
  await expect(tryIt.getByText(`${label} with ${percents[0]} confidence`)).toBeVisible()
  const sum = percents.map((words) => Number.parseFloat(words)).reduce((a, b) => a + b)
  expect(Math.abs(sum - 100), `sum of ${percents.join(', ')}`).toBeLessThanOrEqual(0.5) // each is rounded to 0.1
  await expectFineLooks(page, 'classified', tryIt)
})

test('a mailbox is dropped in, and its emails are labelled by keys, undone and found in the file', async ({ page }) => {
  const subjects = ['Shall we meet on Monday?', 'Ten new jobs in Leeds', 'Your library books are due']
  const mbox = subjects
    .map((subject, i) =>
      [
        'From robin@example.org Thu Mar 19 10:00:00 2026',
        `Message-ID: <${i}@example.org>`,
        `Date: ${19 - i} Mar 2026 10:00:00 +0000`,
        `Subject: ${subject}`,
        '',
        `${subject} <script>document.title = 'hostile'</script>`,
        '',
        '',
      ].join('\n'),
    )
    .join('')
  await page.goto('/#/labels')
  await page.getByRole('button', { name: 'Newest' }).click()
  await page.getByLabel('Or choose a file').setInputFiles({ name: 'mail.mbox', mimeType: 'application/mbox', buffer: Buffer.from(mbox) })
  const email = page.getByRole('article')
  const isShown = (subject: string) => expect(email.getByRole('heading', { name: subject, exact: true })).toBeVisible({ timeout: 60_000 })

  await isShown(subjects[0]!)
  await expect(email.getByText("<script>document.title = 'hostile'</script>")).toBeVisible()
  await page.keyboard.press('1')
  await isShown(subjects[1]!)
  await page.keyboard.press('3')
  await isShown(subjects[2]!)
  await page.keyboard.press('u')
  await isShown(subjects[1]!)
  await expectFineLooks(page, 'labelling')
  await page.keyboard.press('8')
  await isShown(subjects[2]!)

  await expect(async () => {
    const file = await (await page.request.get('/api/labels/file')).text()
    const added = file.trimEnd().split('\n').slice(504).map((line) => JSON.parse(line) as { subject: string; label: string | null })
    expect(added.map(({ subject, label }) => [subject, label])).toEqual([
      [subjects[0], 'interview_scheduled'],
      [subjects[1], 'rejected'],
      [subjects[1], null],
      [subjects[1], 'digest'],
    ])
  }).toPass()
})
