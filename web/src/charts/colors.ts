/** Colours for the canvas, which knows no style sheet: they are read from the one in src/styles/base.css. */
export interface Palette {
  ink: string
  muted: string
  line: string
  surface: string
  accent: string
  /** No score, and the highest score. */
  heatLow: string
  heatHigh: string
  font: string
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise
  return {
    ink: read('--ink', '#000000'),
    muted: read('--muted', '#555555'),
    line: read('--line', '#dddddd'),
    surface: read('--surface', '#ffffff'),
    accent: read('--accent', '#006677'),
    heatLow: read('--heat-low', '#eeeeee'),
    heatHigh: read('--heat-high', '#006677'),
    font: style.fontFamily || 'sans-serif',
  }
}

type Rgb = [number, number, number]

const parse = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb

/** A colour between two of the form #rrggbb. */
export function mix(low: string, high: string, share: number): string {
  const [from, to] = [parse(low), parse(high)]
  const hex = from.map((value, i) => Math.round(value + (to[i]! - value) * share).toString(16).padStart(2, '0'))
  return `#${hex.join('')}`
}

/** Black or white, whichever is easier to read on a background. */
export function textOn(background: string): string {
  return luminance(background) > BALANCE ? '#000000' : '#ffffff'
}

/** Where black and white have the same contrast: (1 + .05) / (x + .05) = (x + .05) / .05. */
const BALANCE = 0.179

/** Relative luminance as WCAG 2 has it. */
function luminance(color: string): number {
  const linear = parse(color).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}
