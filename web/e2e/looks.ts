import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import type axe from 'axe-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A picture of a longer page is cut off below. */
interface Look {
  name: string
  width: number
  tallestPicture: number
}

const LOOKS: Look[] = [
  { name: 'wide', width: 1280, tallestPicture: 1720 },
  { name: 'narrow', width: 360, tallestPicture: 3200 },
]
const SCHEMES = ['light', 'dark'] as const
const HEIGHT = 800

/**
 * Holds the page to what is promised of every state, wide and narrow, light and dark: axe finds nothing, and nothing is
 * cut off at the side. With SCREENSHOTS in the environment, pictures go to docs/images.
 *
 * @param part what the picture shows, if not all of the page
 */
export async function expectFineLooks(page: Page, state: string, part?: Locator): Promise<void> {
  for (const look of LOOKS) {
    for (const colorScheme of SCHEMES) {
      const name = `${state}-${look.name}-${colorScheme}`
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: look.width, height: HEIGHT })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name}: width`).toBeLessThanOrEqual(look.width)
      expect(await faultsOf(page), `${name}: axe`).toEqual([])
      if (process.env.SCREENSHOTS) await takePicture(page, name, look, part)
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize({ width: LOOKS[0]!.width, height: HEIGHT })
}

/** What axe finds wrong; evaluated, since the page's policy knows no other script. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }))
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`)
}

async function takePicture(page: Page, name: string, { width, tallestPicture }: Look, part?: Locator): Promise<void> {
  const path = new URL(`../../docs/images/${name}.png`, import.meta.url).pathname
  await page.evaluate(() => new Promise(requestAnimationFrame)) // charts take a frame to follow
  const height = Math.min(tallestPicture, await page.evaluate(() => document.documentElement.scrollHeight))
  await (part ? part.screenshot({ path }) : page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } }))
}
