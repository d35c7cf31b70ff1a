import type {
  Answer,
  BenchmarkQuery,
  ClassifyRequest,
  EvaluateQuery,
  Failure,
  FetchQuery,
  FineTuneQuery,
  ImportQuery,
  JsonPath,
  LabelledQuery,
  NewMailAccount,
  NextQuery,
  RunKind,
} from './contract'

const NO_ANSWER = 'The server does not answer. Is avocet serve still running? This page finds it again by itself.'

/** A request that failed; the message is for a person and says what to do. */
export class ApiError extends Error {}

/** What to show for anything that was thrown. */
export function inWords(thrown: unknown): string {
  return thrown instanceof ApiError ? thrown.message : `The page has a fault: ${String(thrown)}. Reload it.`
}

const NO_CONTENT = 204

async function call<Body>(path: string, init: RequestInit = {}): Promise<Body> {
  const response = await fetch(path, init).catch(() => {
    throw new ApiError(NO_ANSWER)
  })
  if (response.status === NO_CONTENT) return undefined as Body
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    throw new ApiError((body as Failure | null)?.message ?? `The server answered ${response.status} without a reason.`)
  }
  if (body === null) {
    throw new ApiError('The server answered something that is not JSON. Does this address belong to avocet serve?')
  }
  return body as Body
}

function get<P extends JsonPath<'get'>>(path: P): Promise<Answer<P, 'get'>> {
  return call(path)
}

function post<P extends JsonPath<'post'>>(path: P, body?: object): Promise<Answer<P, 'post'>> {
  return call(path, posted(body))
}

function posted(body?: object): RequestInit {
  const json = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return { method: 'POST', ...json }
}

export const api = {
  health: () => get('/api/health'),
  recipes: () => get('/api/finetune/models'),
  trainedModels: () => get('/api/finetune/status'),
  benchmarkModels: () => get('/api/benchmark/models'),
  benchmarkResults: () => get('/api/benchmark/results'),
  evaluation: () => get('/api/evaluate/results'),
  dataSummary: () => get('/api/data/summary'),
  runs: () => get('/api/runs'),
  run: (id: string) => call<Answer<'/api/runs/{id}', 'get'>>(`/api/runs/${encodeURIComponent(id)}`),
  cancel: (kind: RunKind) => post(`/api/${kind}/cancel`),
  doubtfulLabels: () => get('/api/labels/doubtful'),
  labelCounts: () => get('/api/labels/counts'),
  nextEmails: (query: NextQuery) => call<Answer<'/api/labels/next', 'get'>>(`/api/labels/next?${parameters(query)}`),
  email: (id: string) => call<Answer<'/api/labels/emails/{id}', 'get'>>(`/api/labels/emails/${encodeURIComponent(id)}`),
  labelled: (query: LabelledQuery) => call<Answer<'/api/labels', 'get'>>(`/api/labels?${parameters(query)}`),
  label: (id: string, label: string) => post('/api/labels', { id, label }),
  skip: (id: string) => post('/api/labels/skip', { id }),
  discard: (id: string) => post('/api/labels/discard', { id }),
  undoLabel: () => post('/api/labels/undo'),
  labelChanges: () => get('/api/labels/changes'),
  mailAccounts: () => get('/api/mail/accounts'),
  addMailAccount: (account: NewMailAccount) => post('/api/mail/accounts', account),
  removeMailAccount: (name: string) => call<Answer<'/api/mail/accounts/{name}', 'delete'>>(accountPath(name), { method: 'DELETE' }),
  tellPassword: (name: string, password: string) => call<void>(`${accountPath(name)}/secret`, posted({ password })),
  testMailAccount: (name: string) => call<Answer<'/api/mail/accounts/{name}/test', 'post'>>(`${accountPath(name)}/test`, posted()),
  uploadMail: (file: File) =>
    call<Answer<'/api/mail/upload', 'post'>>(`/api/mail/upload?${parameters({ name: file.name })}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    }),
  classify: (request: ClassifyRequest) => post('/api/classify', request),
}

const accountPath = (name: string) => `/api/mail/accounts/${encodeURIComponent(name)}`

/** Addresses of event streams. Opening one of the first five starts a run, or attaches to the same one. */
export const streams = {
  finetune: (query: FineTuneQuery) => `/api/finetune/run?${parameters(query)}`,
  benchmark: (query: BenchmarkQuery) => `/api/benchmark/run?${parameters(query)}`,
  evaluate: (query: EvaluateQuery) => `/api/evaluate/run?${parameters(query)}`,
  import: (query: ImportQuery) => `/api/import/run?${parameters(query)}`,
  fetch: (query: FetchQuery) => `/api/fetch/run?${parameters(query)}`,
  events: (run: string) => `/api/runs/${encodeURIComponent(run)}/events`,
}

/** A download, not an event stream. */
export const LABEL_FILE = '/api/labels/file'

function parameters(query: object): string {
  return new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()
}
