import { mount } from '@vue/test-utils'

/** Runs a composable inside a component, which lives until the test ends or unmounts it. */
export function withSetup<T>(compose: () => T): { result: T; unmount: () => void } {
  let result: T
  const wrapper = mount({
    setup() {
      result = compose()
      return () => null
    },
  })
  return { result: result!, unmount: () => wrapper.unmount() }
}
