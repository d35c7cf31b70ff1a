import { computed, onMounted, onScopeDispose, reactive, ref, shallowReadonly, shallowRef } from 'vue'
import { api, inWords, streams } from '../api/client'
import type { Run, RunKind } from '../api/contract'
import { announce } from './announcement'
import { usePoll } from './usePoll'
import { useRun, type Status } from './useRun'

const LOOK_EVERY_MS = 5000
const BENCHMARK_AFTER = 'benchmark of the new model'

/**
 * The runs of this server. The one in progress is followed, whichever page started it: this page, another tab, an earlier visit.
 * After a fine-tuning comes the benchmark of the models that are at hand, unless a later run has come already.
 *
 * @param changed called when models or results may have changed
 */
export function useRuns(changed: () => void) {
  const runs = shallowRef<readonly Run[]>([])
  const unreachable = ref('')
  const finetune = useRun('finetune', (status) => settled('Fine-tuning', status))
  const benchmark = useRun('benchmark', (status) => settled('Benchmark', status))
  const evaluate = useRun('evaluate', (status) => settled('Evaluation', status))
  const mailImport = useRun('import', (status) => settled('Import of mail', status))
  const mailFetch = useRun('fetch', (status) => settled('Fetch of mail', status))
  const all = { finetune, benchmark, evaluate, import: mailImport, fetch: mailFetch }
  /** What the run in progress is. */
  const going = computed(() => Object.values(all).find(({ isLive }) => isLive)?.kind ?? null)
  const isBusy = computed(() => going.value !== null)
  /** The fine-tuning whose benchmark this page has asked for. */
  let compared = ''
  let newest: string | null = null

  async function look(): Promise<void> {
    if (isBusy.value) return
    let found: Run[]
    try {
      found = await api.runs()
    } catch (thrown) {
      unreachable.value = inWords(thrown)
      return
    }
    if (isBusy.value) return // a run was started meanwhile
    noteNews(found)
    const running = found.find((run) => run.state === 'running')
    if (running) {
      all[running.kind].attach(running)
    } else {
      void compareAfter(found[0])
    }
  }

  function noteNews(found: Run[]): void {
    const sign = found[0] ? `${found[0].id} ${found[0].state}` : ''
    const isNew = newest !== null && newest !== sign
    if (isNew || unreachable.value) changed()
    newest = sign
    runs.value = found
    unreachable.value = ''
  }

  async function compareAfter(run: Run | undefined): Promise<void> {
    if (run?.kind !== 'finetune' || run.state !== 'complete' || run.id === compared) return
    compared = run.id
    const models = await modelsAtHand()
    if (isBusy.value) return // a run was started meanwhile
    announce('The model is trained. The benchmark starts.')
    benchmark.start(streams.benchmark({ ...(models && { models }), save: true }), BENCHMARK_AFTER)
  }

  function settled(what: string, status: Status): void {
    if (status !== 'idle') announce(`${what}: ${status}.`)
    void look()
  }

  const last = (kind: RunKind) => runs.value.find((run) => run.kind === kind && run.state !== 'running') ?? null
  const lastFinetune = computed(() => last('finetune'))
  const lastBenchmark = computed(() => last('benchmark'))
  const lastEvaluate = computed(() => last('evaluate'))
  const lastImport = computed(() => last('import'))
  const lastFetch = computed(() => last('fetch'))

  usePoll(() => true, look, LOOK_EVERY_MS)
  const lookIfSeen = () => void (document.hidden || look())
  onMounted(() => {
    void look()
    document.addEventListener('visibilitychange', lookIfSeen)
  })
  onScopeDispose(() => document.removeEventListener('visibilitychange', lookIfSeen))

  return shallowReadonly(reactive({ ...all, going, isBusy, unreachable, lastFinetune, lastBenchmark, lastEvaluate, lastImport, lastFetch }))
}

/** The models that a benchmark compares without downloading any, the slow ones left out. None if the server does not say. */
async function modelsAtHand(): Promise<string> {
  try {
    const models = await api.benchmarkModels()
    return models.filter((model) => model.default && model.at_hand).map(({ name }) => name).join()
  } catch {
    return ''
  }
}
