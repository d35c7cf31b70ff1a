import { computed, readonly, ref } from 'vue'

/** The views and their titles, by the address after "#/". */
export const VIEWS = { labels: 'Mail and labels', models: 'Models' } as const
export type View = keyof typeof VIEWS

const hash = ref(window.location.hash)
window.addEventListener('hashchange', () => (hash.value = window.location.hash))

/** @param section id of a part of the view, to be shown at once */
export const addressOf = (view: View, section = '') => `#/${view}${section && `/${section}`}`

const views = Object.keys(VIEWS) as View[]
const addressed = computed<View | null>(() => {
  if (!hash.value.startsWith('#/')) return 'models'
  return views.find((view) => hash.value === addressOf(view) || hash.value === addressOf(view, section.value)) ?? null
})
/** What comes after the view, if anything does. */
const section = computed(() => /^#\/[^/]*\/([a-z-]+)$/.exec(hash.value)?.[1] ?? '')

/**
 * Which view is shown, and which section of it. The address decides: "#/labels" or "#/models", with "/SECTION" after it; null if it names neither. An anchor such as "#fine-tune" is a
 * section of Models, which is also the view without an address.
 */
export function useAddress() {
  return { hash: readonly(hash), view: addressed, section, go: (view: View) => void (window.location.hash = addressOf(view)) }
}

/** Shows the section that the address names; a browser does not, where the section is drawn later than the page is loaded. */
export function showAnchor(): void {
  const { hash: anchor } = window.location
  if (anchor.length > 1 && !anchor.startsWith('#/')) document.getElementById(anchor.slice(1))?.scrollIntoView()
}
