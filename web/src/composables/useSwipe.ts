import { onScopeDispose, watch, type Ref } from 'vue'

const LEAST_PX = 70
/** A swipe is this much more across than down. */
const LEAST_SLOPE = 2

/** A finger that is drawn across an element. Its style needs `touch-action: pan-y`, else the browser takes the gesture. */
export function useSwipe(element: Ref<HTMLElement | null>, swiped: (direction: 'left' | 'right') => void): void {
  let from: { id: number; x: number; y: number } | null = null

  function onDown({ pointerId: id, pointerType, isPrimary, clientX: x, clientY: y }: PointerEvent): void {
    from = pointerType === 'touch' && isPrimary ? { id, x, y } : null
  }

  function onUp({ pointerId, clientX, clientY }: PointerEvent): void {
    if (from?.id !== pointerId) return
    const across = clientX - from.x
    const down = Math.abs(clientY - from.y)
    from = null
    if (Math.abs(across) >= LEAST_PX && Math.abs(across) >= LEAST_SLOPE * down) swiped(across > 0 ? 'right' : 'left')
  }

  const onCancel = () => void (from = null)
  const listeners = { pointerdown: onDown, pointerup: onUp, pointercancel: onCancel }
  const listen = (target: HTMLElement | null, method: 'addEventListener' | 'removeEventListener') =>
    Object.entries(listeners).forEach(([name, listener]) => target?.[method](name, listener as EventListener))

  watch(element, (now, before) => {
    listen(before ?? null, 'removeEventListener')
    listen(now, 'addEventListener')
  }, { immediate: true, flush: 'post' })
  onScopeDispose(() => listen(element.value, 'removeEventListener'))
}
