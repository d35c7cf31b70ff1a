/** Short names for what goes over the wire; generated/contract.d.ts is made from the server's openapi.yaml. */
import type { components, paths } from '../../generated/contract'

type Schemas = components['schemas']

export type Health = Schemas['Health']
export type Recipe = Schemas['Recipe']
export type TrainedModel = Schemas['TrainedModel']
export type Run = Schemas['Run']
export type RunKind = Run['kind']
export type RunState = Run['state']
export type RunEvent = Schemas['Event']
export type ProgressEvent = Schemas['ProgressEvent']
export type BenchmarkModel = Schemas['BenchmarkModel']
export type BenchmarkResults = Schemas['BenchmarkResults']
export type BenchmarkScore = Schemas['BenchmarkScore']
export type Evaluation = Schemas['Evaluation']
export type CoveragePoint = Schemas['CoveragePoint']
export type LabelScore = Schemas['LabelScore']
export type ClassifyRequest = Schemas['ClassifyRequest']
export type ClassifyResponse = Schemas['ClassifyResponse']
export type Prediction = Schemas['Prediction']
export type Labelled = Schemas['Labelled']
export type Undone = Schemas['Undone']
export type LabelCounts = Schemas['LabelCounts']
export type LabelEmail = Schemas['LabelEmail']
export type NextEmails = Schemas['NextEmails']
export type LabelledEmails = Schemas['LabelledEmails']
export type LabelledEmail = Schemas['LabelledEmail']
export type Prepared = Schemas['Prepared']
export type LabelChanges = Schemas['LabelChanges']
export type Training = Schemas['Training']
export type Correction = Schemas['Correction']
export type MailAccount = Schemas['Account']
export type MailAccounts = Schemas['Accounts']
export type MailAccountTest = Schemas['TestedAccount']
export type NewMailAccount = Schemas['NewAccount']
export type Upload = Schemas['Upload']
export type DoubtfulLabels = Schemas['DoubtfulLabels']
export type DoubtfulLabel = Schemas['DoubtfulLabel']
export type DataSummary = Schemas['DataSummary']
export type Failure = Schemas['Failure']

export type FineTuneQuery = NonNullable<paths['/api/finetune/run']['get']['parameters']['query']>
export type EvaluateQuery = NonNullable<paths['/api/evaluate/run']['get']['parameters']['query']>
export type BenchmarkQuery = NonNullable<paths['/api/benchmark/run']['get']['parameters']['query']>
export type ImportQuery = NonNullable<paths['/api/import/run']['get']['parameters']['query']>
export type FetchQuery = NonNullable<paths['/api/fetch/run']['get']['parameters']['query']>
export type NextQuery = NonNullable<paths['/api/labels/next']['get']['parameters']['query']>
export type Strategy = NonNullable<NextQuery['strategy']>
export type LabelledQuery = NonNullable<paths['/api/labels']['get']['parameters']['query']>

type Path = keyof paths
type Method = 'get' | 'post' | 'delete'
type Json<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

/** The paths that answer a method with JSON, and what they answer. */
export type Answer<P extends Path, M extends Method> = Json<paths[P][M]>
export type JsonPath<M extends Method> = { [P in Path]: [Answer<P, M>] extends [never] ? never : P }[Path]

export function isFinal(event: RunEvent): boolean {
  return event.type !== 'progress'
}
