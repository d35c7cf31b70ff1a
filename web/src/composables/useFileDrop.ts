import { onScopeDispose, ref } from 'vue'

/** Files that are dropped anywhere on the page; without this, the browser would open them in its place. */
export function useFileDrop(dropped: (files: File[]) => void) {
  const isOver = ref(false)
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

  function onOver(event: DragEvent): void {
    if (!holdsFiles(event)) return
    event.preventDefault()
    isOver.value = true
  }

  function onLeave(event: DragEvent): void {
    if (event.relatedTarget === null) isOver.value = false // it has left the window, not one element for another
  }

  function onDrop(event: DragEvent): void {
    if (!holdsFiles(event)) return
    event.preventDefault()
    isOver.value = false
    dropped([...(event.dataTransfer?.files ?? [])])
  }

  const listeners = { dragover: onOver, dragleave: onLeave, drop: onDrop } as const
  const each = (method: 'addEventListener' | 'removeEventListener') =>
    Object.entries(listeners).forEach(([name, listener]) => document[method](name, listener as EventListener))
  each('addEventListener')
  onScopeDispose(() => each('removeEventListener'))
  return isOver
}
