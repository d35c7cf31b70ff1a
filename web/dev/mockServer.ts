import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connect, Plugin } from 'vite'
import type { ClassifyResponse, Labelled, Run, RunEvent, RunKind, Undone, Upload } from '../src/api/contract'
import * as fixtures from './fixtures.ts'
import { MailStore } from './mailStore.ts'
import { benchmarkScript, evaluationScript, importScript, SimulatedRun, trainingScript } from './simulatedRuns.ts'

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
  let models = isEmpty ? [] : [...fixtures.trainedModels, fixtures.demoModel]
  let results = isEmpty ? fixtures.noResults : fixtures.results
  let doubts = isEmpty ? fixtures.noDoubtfulLabels : fixtures.doubtfulLabels
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
      case 'GET /api/labels/doubtful':
        return doubts
      case 'POST /api/mail/upload':
        return { upload: 'upload-1', bytes: Math.max(1, body.length) } satisfies Upload
      case 'POST /api/labels':
        if (!doubts.doubtful.some(({ id }) => id === JSON.parse(body).id)) break
        doubts = { ...doubts, decided: doubts.decided + 1, doubtful: doubts.doubtful.slice(1) }
        return { id: fixtures.doubtfulLabels.doubtful[0]!.id, label: 'neutral' } satisfies Labelled
      case 'POST /api/labels/undo':
        if (mail.canUndo) break
        doubts = fixtures.doubtfulLabels
        return { id: fixtures.doubtfulLabels.doubtful[0]!.id, label: 'neutral', undone: 'label' } satisfies Undone
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
      case 'POST /api/classify':
        return { model: 'avocet-minilm', predictions: [fixtures.prediction] } satisfies ClassifyResponse
    }
    return runs.find(({ run }) => pathname === `/api/runs/${run.id}`)?.run ?? mail.answer(`${method} ${pathname}`, searchParams, body)
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
    return undefined
  }

  return async (request: IncomingMessage, response: ServerResponse, next) => {
    if (!request.url?.startsWith('/api/')) return next()
    const run = request.headers.accept === 'text/event-stream' ? stream(request) : undefined
    if (run) return run.listen(response, Number(String(request.headers['last-event-id'] ?? '').split(':')[1] ?? 0))
    const body = json(request, await bodyOf(request))
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(body ?? { message: 'There is no such thing here.' }))
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
