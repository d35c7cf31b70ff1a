import type { Palette } from './colors'

/** A box of lines, the first one bold. An element, since the content security policy forbids styles in HTML text. */
export function tooltipBox(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div')
  lines.forEach((line, i) => {
    const row = box.appendChild(document.createElement(i === 0 ? 'strong' : 'span'))
    row.className = 'chart-tip-line'
    row.textContent = line
  })
  return box
}

export const tooltipStyle = (palette: Palette) => ({
  confine: true,
  transitionDuration: 0,
  className: 'chart-tip',
  backgroundColor: palette.surface,
  borderColor: palette.line,
  textStyle: { color: palette.ink, fontFamily: palette.font, fontSize: 13 },
})

/** The index of the datum under the pointer. */
export const indexOf = (hovered: unknown) => (hovered as { dataIndex: number }).dataIndex
