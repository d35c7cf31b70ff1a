/** A finger, or another pointer, that is drawn across an element; in pixels. */
export function swipe(element: Element, across: number, down = 0, pointerType = 'touch'): void {
  const draw = (name: string, clientX: number, clientY: number) =>
    element.dispatchEvent(new PointerEvent(name, { pointerId: 1, isPrimary: true, bubbles: true, pointerType, clientX, clientY }))
  draw('pointerdown', 200, 200)
  draw('pointerup', 200 + across, 200 + down)
}
