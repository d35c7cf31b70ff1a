import { reactive } from 'vue'
import { vi } from 'vitest'
import { NOTHING_TOLD } from '../composables/runStory'
import type { FollowedRun } from '../composables/useRun'

/** A run that does nothing but show how it is, and notes what it is asked for. */
export function followedRun(changes: Partial<FollowedRun> = {}): FollowedRun {
  return reactive({
    kind: 'finetune', status: 'idle', isLive: false, isLost: false, isCancelling: false, id: null, what: '',
    story: NOTHING_TOLD, message: '', refusal: '', start: vi.fn(), attach: vi.fn(), cancel: vi.fn(), ...changes,
  }) as FollowedRun
}
