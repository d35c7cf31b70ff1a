import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const ON_MAC = ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)

/** The browser of this machine; none is ever downloaded. */
export function chromium(): string {
  const named = process.env.CHROMIUM
  if (named) {
    if (isExecutable(named)) return named
    throw inWords(`CHROMIUM names ${named}, which is no program. Let it name a Chromium or Chrome.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const found = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ON_MAC].find(isExecutable)
  if (found) return found
  throw inWords(
    'The end-to-end tests take Chromium or Chrome, and there is none on the PATH.\n' +
      'Install it (Debian: apt install chromium; macOS: brew install --cask chromium), or let CHROMIUM name one.\n' +
      'Maven leaves these tests out with -De2e=skip.',
  )
}

/** An error whose trace is not needed. */
const inWords = (message: string) => Object.assign(new Error(message), { stack: message })

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
