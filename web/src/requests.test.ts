import { describe, expect, it } from 'vitest'
import { run } from '../dev/fixtures'
import { request } from './requests'

describe('request', () => {
  it('says what a run was asked for', () => {
    expect(request(run('finetune', 'complete'))).toBe('minilm, 5 epochs')
    expect(request(run('benchmark', 'complete'))).toBe('all models but the slow ones')
    expect(request(run('evaluate', 'complete'))).toBe('minilm, 8 epochs, 5 folds')
    const parameters = { model: 'minilm', epochs: 2, folds: 3, repeats: 2, learning_curve: true }
    expect(request(run('evaluate', 'complete', { parameters }))).toBe('minilm, 2 epochs, 3 folds, 2 repeats, learning curve')
  })
})
