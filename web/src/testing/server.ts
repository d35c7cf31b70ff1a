import { vi } from 'vitest'
import { Refused } from '../../dev/refused'
import type { Failure } from '../api/contract'

/** What a server answers to a path, with its query or without; a function is called each time, with the path and the request. */
export type Answers = Record<string, unknown>

export { Refused }

/** Lets fetch answer from a table, null being an empty answer; a path that is missing there gets no answer at all. */
export function serve(answers: Answers) {
  const fetch = vi.fn(async (path: string, init?: RequestInit) => {
    const known = [path, path.split('?')[0]!].find((key) => key in answers)
    if (known === undefined) throw new TypeError('Failed to fetch')
    const given = answers[known]
    const answer: unknown = typeof given === 'function' ? await given(path, init) : given
    if (answer instanceof Refused) {
      return Response.json({ message: answer.message } satisfies Failure, { status: answer.status })
    }
    return answer === null ? new Response(null, { status: 204 }) : Response.json(answer)
  })
  vi.stubGlobal('fetch', fetch)
  return fetch
}
