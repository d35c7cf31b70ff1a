import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connect, Plugin } from 'vite'
import type { ClassifyResponse, Run, RunEvent, RunKind, Upload } from '../src/api/contract'
import * as fixtures from './fixtures.ts'
import { MailAccountBook } from './mailAccounts.ts'
import { MailStore } from './mailStore.ts'
import { Refused } from './refused.ts'
import { benchmarkScript, evaluationScript, fetchScript, importScript, SimulatedRun, trainingScript } from './simulatedRuns.ts'

const answer = answers()

/** The headers of the real server, so that what they forbid is seen here first. */
const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self';" +
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/**
 * A simulated server, so that the page can be worked on alone. AVOCET_MOCK=empty has no emails, models and results.
 * `npm run preview` serves the built page under the headers of the real server.
 */
export function mockServer(): Plugin {
  return {
    name: 'avocet-mock-server',
    configureServer: ({ middlewares }) => void middlewares.use(answer),
    configurePreviewServer: ({ middlewares }) =>
      void middlewares.use((request, response, next) => {
        for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
        answer(request, response, next)
      }),
  }
}

function answers(): Connect.NextHandleFunction {
  const isEmpty = process.env.AVOCET_MOCK === 'empty'
  const runs: SimulatedRun[] = []
  const mail = new MailStore(isEmpty)
  const accounts = new MailAccountBook(isEmpty)
  let models = isEmpty ? [] : [...fixtures.trainedModels, fixtures.demoModel]
  let results = isEmpty ? fixtures.noResults : fixtures.results
  let evaluation = isEmpty ? fixtures.noEvaluation : fixtures.evaluation

  function start(request: Pick<Run, 'kind' | 'parameters'>): SimulatedRun {
    const going = runs.find(({ run }) => run.state === 'running')
    if (going?.run.kind === request.kind) return going
    const { kind, parameters } = request
    const names = fixtures.benchmarkModels.filter((model) => model.default || parameters.include_slow).map(({ name }) => name)
    const scripts: Record<RunKind, () => Iterator<RunEvent>> = {
      finetune: () => trainingScript(parameters.epochs ?? 5),
      benchmark: () => benchmarkScript(names),
      evaluate: () => evaluationScript(parameters.folds ?? 5),
      import: () => importScript(() => mail.fill()),
      fetch: () => fetchScript(String(parameters.account), () => (mail.fill(), accounts.fetched(String(parameters.account)))),
    }
    const started = new SimulatedRun(`${kind}-${Date.now()}`, request, scripts[kind]())
    runs.unshift(started)
    return started
  }

  function cancel(kind: Run['kind']): Run | undefined {
    const going = runs.find(({ run }) => run.state === 'running' && run.kind === kind)
    going?.tell({ type: 'cancelled', message: 'Cancelled by you.' })
    return going?.run
  }

  function json({ method, url = '' }: IncomingMessage, body: string): unknown {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const done = (kind: Run['kind']) => runs.some(({ run }) => run.kind === kind && run.state === 'complete')
    if (done('finetune')) models = fixtures.trainedModels
    mail.isTrained = models.length > 0
    if (done('benchmark')) results = fixtures.results
    if (done('evaluate')) evaluation = fixtures.evaluation
    switch (`${method} ${pathname}`) {
      case 'GET /api/health':
        return fixtures.health
      case 'GET /api/finetune/models':
        return fixtures.recipes
      case 'GET /api/finetune/status':
        return models
      case 'GET /api/benchmark/models':
        return fixtures.benchmarkModels
      case 'GET /api/benchmark/results':
        return results
      case 'GET /api/evaluate/results':
        return evaluation
      case 'POST /api/mail/upload':
        return { upload: 'upload-1', bytes: Math.max(1, body.length) } satisfies Upload
      case 'GET /api/data/summary':
        return isEmpty ? fixtures.noEmails : fixtures.summary
      case 'GET /api/runs':
        return runs.map(({ run }) => run)
      case 'POST /api/finetune/cancel':
        return cancel('finetune')
      case 'POST /api/benchmark/cancel':
        return cancel('benchmark')
      case 'POST /api/evaluate/cancel':
        return cancel('evaluate')
      case 'POST /api/import/cancel':
        return cancel('import')
      case 'POST /api/fetch/cancel':
        return cancel('fetch')
      case 'POST /api/classify':
        return { model: 'avocet-minilm', predictions: [fixtures.prediction] } satisfies ClassifyResponse
    }
    const run = runs.find((one) => pathname === `/api/runs/${one.run.id}`)?.run
    if (run) return run
    const request = `${method} ${pathname}`
    const answered = mail.answer(request, searchParams, body)
    return answered === undefined ? accounts.answer(request, body) : answered
  }

  function stream({ url = '', headers }: IncomingMessage): SimulatedRun | undefined {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const [wanted] = String(headers['last-event-id'] ?? '').split(':')
    const known = runs.find(({ run }) => run.id === wanted || pathname === `/api/runs/${run.id}/events`)
    if (known) return known
    if (pathname === '/api/finetune/run') {
      return start({ kind: 'finetune', parameters: { model: 'minilm', epochs: Number(searchParams.get('epochs')) } })
    }
    if (pathname === '/api/benchmark/run') {
      return start({ kind: 'benchmark', parameters: { include_slow: searchParams.get('include_slow') === 'true', save: true } })
    }
    if (pathname === '/api/evaluate/run') {
      const folds = Number(searchParams.get('folds') ?? 5)
      return start({ kind: 'evaluate', parameters: { model: 'minilm', epochs: 8, folds, repeats: 1, learning_curve: false } })
    }
    if (pathname === '/api/import/run') {
      return start({ kind: 'import', parameters: { upload: String(searchParams.get('upload')) } })
    }
    if (pathname === '/api/fetch/run') {
      return start({ kind: 'fetch', parameters: { account: String(searchParams.get('account')) } })
    }
    return undefined
  }

  return async (request: IncomingMessage, response: ServerResponse, next) => {
    if (!request.url?.startsWith('/api/')) return next()
    const run = request.headers.accept === 'text/event-stream' ? stream(request) : undefined
    if (run) return run.listen(response, Number(String(request.headers['last-event-id'] ?? '').split(':')[1] ?? 0))
    const answered = json(request, await bodyOf(request))
    if (answered === null) return void response.writeHead(204).end()
    const { status, body } = inHttp(answered)
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(body))
  }
}

function inHttp(answered: unknown): { status: number; body: unknown } {
  if (answered === undefined) return { status: 404, body: { message: 'There is no such thing here.' } }
  return answered instanceof Refused ? { status: answered.status, body: { message: answered.message } } : { status: 200, body: answered }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
