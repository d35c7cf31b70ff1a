const LEAST_PX = 70
/** A swipe is this much more across than down. */
const LEAST_SLOPE = 2

/**
 * A finger that is drawn across an element.
 *
 * @returns listeners for the element, whose style needs `touch-action: pan-y`, else the browser takes the gesture
 */
export function useSwipe(swiped: (direction: 'left' | 'right') => void) {
  let from: { id: number; x: number; y: number } | null = null

  function pointerdown({ pointerId: id, pointerType, isPrimary, clientX: x, clientY: y }: PointerEvent): void {
    from = pointerType === 'touch' && isPrimary ? { id, x, y } : null
  }

  function pointerup({ pointerId, clientX, clientY }: PointerEvent): void {
    if (from?.id !== pointerId) return
    const across = clientX - from.x
    const down = Math.abs(clientY - from.y)
    from = null
    if (Math.abs(across) >= LEAST_PX && Math.abs(across) >= LEAST_SLOPE * down) swiped(across > 0 ? 'right' : 'left')
  }

  function pointercancel(): void {
    from = null
  }

  return { pointerdown, pointerup, pointercancel }
}
