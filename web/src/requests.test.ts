import { describe, expect, it } from 'vitest'
import { run } from '../dev/fixtures'
import { request } from './requests'

describe('request', () => {
  it('says what a run was asked for', () => {
    expect(request(run('finetune', 'complete'))).toBe('minilm, 5 epochs')
    expect(request(run('benchmark', 'complete'))).toBe('all models but the slow ones')
  })
})
