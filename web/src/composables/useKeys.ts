import { onScopeDispose } from 'vue'

const WRITTEN_IN = 'input:not([type=checkbox], [type=radio], [type=file]), textarea, select'
const PRESSED_BY_ENTER = 'a, button, summary, input'

/**
 * Single keys that are pressed anywhere on the page, except where one writes or a dialog is open. Enter stays with the button or
 * link that has the focus. A key that is held down counts once, unless it is one of the repeated ones.
 *
 * @param press what a key does; answers whether it does anything
 */
export function useKeys(press: (key: string) => boolean, repeated: readonly string[] = []): void {
  function onKeydown(event: KeyboardEvent): void {
    const { key, target } = event
    const isCommand = event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    if (isCommand || event.defaultPrevented || isElsewhere(target, key)) return
    if (event.repeat && !repeated.includes(key)) return
    if (press(key)) event.preventDefault()
  }

  document.addEventListener('keydown', onKeydown)
  onScopeDispose(() => document.removeEventListener('keydown', onKeydown))
}

/** Commands by key; keys that stand for something else than a command are tried before. */
export function useKeyCommands(
  areOn: () => boolean,
  commands: Readonly<Record<string, () => void>>,
  pressOther: (key: string) => boolean = () => false,
): void {
  const press = (key: string) => {
    if (!areOn()) return false
    if (pressOther(key)) return true
    const isCommand = Object.hasOwn(commands, key)
    if (isCommand) commands[key]!()
    return isCommand
  }
  useKeys(press, ['j', 'k'])
}

/** After a click by pointer the focus does not stay, else Enter would press the same button for the next email. */
export function releaseFocus({ detail, currentTarget }: MouseEvent): void {
  if (detail > 0 && currentTarget instanceof HTMLElement) currentTarget.blur()
}

function isElsewhere(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('dialog[open]')) return true
  if (!(target instanceof Element)) return false
  return target.closest(key === 'Enter' ? PRESSED_BY_ENTER : WRITTEN_IN) !== null
}
