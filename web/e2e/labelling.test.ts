import type { Page } from '@playwright/test'
import type { TrainedModel } from '../src/api/contract.ts'
import { expect, test } from './avocet.ts'
import { tabTo } from './keys.ts'
import { expectFineLooks } from './looks.ts'
import { mailbox } from './mailbox.ts'

test.use({ hasLabels: false })

const LABELLED = 40

const shown = (page: Page) => page.getByRole('article').getByRole('heading')

/** As a person drops a file on the window. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content!], fileName!, { type: 'application/mbox' }))
      return transfer
    },
    [name, text],
  )
  await page.dispatchEvent('body', 'drop', { dataTransfer })
}

async function labelledRows(page: Page): Promise<{ subject: string; label: string | null }[]> {
  const file = await (await page.request.get('/api/labels/file')).text()
  return file.trimEnd().split('\n').map((line) => JSON.parse(line))
}

test('a mailbox becomes labels, a model and corrected labels, by keys alone', async ({ page }) => {
  const { emails, mbox } = mailbox(60)
  const made = new Map(emails.map((email) => [email.subject, email]))
  await page.goto('/#/labels')
  await expect(page.getByText('There is no mail yet')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Download the labels' })).toHaveCount(0)

  await drop(page, 'mail.mbox', mbox)
  await expect(page.getByText('60 emails left')).toBeVisible()

  const pressed: string[] = []
  for (let i = 0; i < LABELLED; i++) {
    const subject = (await shown(page).textContent())!
    await page.keyboard.press(made.get(subject)!.key)
    await expect(shown(page)).not.toHaveText(subject)
    pressed.push(subject)
  }
  expect(new Set(pressed).size).toBe(LABELLED)
  await expect(page.getByText(`${LABELLED} labelled emails`)).toBeVisible()

  await expect(page.locator('.guess')).toContainText('Untrained guess')
  await expectFineLooks(page, 'labelling')

  const last = pressed.at(-1)!
  await page.keyboard.press('u')
  await expect(shown(page)).toHaveText(last)
  await page.keyboard.press(made.get(last)!.key)
  await expect(page.getByText(`Saved as ${made.get(last)!.label}: ${last}`)).toBeVisible()

  await tabTo(page, page.getByRole('button', { name: 'Train now' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('The model is trained:')).toBeVisible()
  const [model] = (await (await page.request.get('/api/finetune/status')).json()) as TrainedModel[]
  await tabTo(page, page.getByRole('link', { name: 'see what changed' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is the first training')).toBeInViewport()
  await page.keyboard.press('Home')

  await expect(page.getByText('Guess', { exact: false }).first()).toBeVisible()
  await expect(page.locator('.guess')).toContainText(`By ${model!.name}, which has learned from your labels.`)
  const guessed = (await shown(page).textContent())!
  await page.keyboard.press('Enter')
  await expect(page.getByText(new RegExp(`^Saved as .*: ${guessed}$`))).toBeVisible()

  await tabTo(page, page.getByRole('button', { name: 'Labelled emails' }))
  await page.keyboard.press('Enter')
  const own = page.getByLabel(`Label of ${pressed[0]}`)
  await tabTo(page, page.getByRole('region', { name: 'Labelled emails' }).getByLabel('Search'))
  await page.keyboard.type(pressed[0]!)
  await tabTo(page, own)
  await page.keyboard.type('hired')
  await expect(page.getByText(`Saved as hired: ${pressed[0]}`)).toBeVisible()
  await expectFineLooks(page, 'corrected')

  const rows = await labelledRows(page)
  const ofLast = rows.filter(({ subject }) => subject === last).map(({ label }) => label)
  expect(ofLast).toEqual([made.get(last)!.label, null, made.get(last)!.label])
  expect(rows.at(-1)).toMatchObject({ subject: pressed[0], label: 'hired' })
  for (const subject of pressed.slice(1)) {
    expect(rows.findLast((row) => row.subject === subject)!.label).toBe(made.get(subject)!.label)
  }
})
