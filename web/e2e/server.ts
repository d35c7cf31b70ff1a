import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import type { BenchmarkResults } from '../src/api/contract.ts'

const REPOSITORY = resolve(import.meta.dirname, '../..')
const TARGET = join(REPOSITORY, 'app', 'target')
const JAR = join(TARGET, 'avocet.jar')
const ADDRESS = /^Avocet is at (\S+)/m

export interface Server {
  address: string
  /** Stops it as a user would, and clears up after it. */
  stop(): Promise<void>
}

/** What is there before the server starts. */
interface Home {
  /** Whether the demonstration emails are labelled already. */
  hasLabels?: boolean
  /** Of an earlier benchmark. */
  results?: BenchmarkResults
}

/** Starts the built Avocet in a home of its own, with no base model but the built-in one. */
export async function startServer({ hasLabels = true, results }: Home = {}): Promise<Server> {
  if (!existsSync(JAR)) throw new Error(`There is no ${JAR}. Build it: ./mvnw package -DskipTests`)
  const home = mkdtempSync(join(tmpdir(), 'avocet-e2e-'))
  const emails = join(home, 'data', 'email_score.jsonl')
  mkdirSync(join(home, 'data'))
  if (hasLabels) cpSync(join(REPOSITORY, 'data', 'demo_emails.jsonl'), emails)
  if (results) writeFileSync(join(home, 'data', 'benchmark_results.json'), JSON.stringify(results))

  const child = spawn(java(), [...virtualMachine(home), 'serve', '--port', '0', '--models-dir', join(home, 'models'), '--score-file', emails], {
    env: { ...process.env, HF_HUB_OFFLINE: '1', HF_HOME: join(home, 'huggingface'), OMP_WAIT_POLICY: 'PASSIVE' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let told = ''
  const address = await new Promise<string>((found, failed) => {
    const listen = (text: string) => {
      told += text
      const match = ADDRESS.exec(told)
      if (match) found(match[1]!)
    }
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', listen)
    child.once('error', failed)
    void ended.then(([code]) => failed(new Error(`avocet serve ended with ${code}:\n${told}`)))
  })

  return {
    address: new URL(address).origin,
    async stop() {
      child.kill('SIGTERM')
      const [code] = await ended
      rmSync(home, { recursive: true, force: true })
      if (code !== 0) throw new Error(`avocet serve ended with ${code} when asked to stop:\n${told}`)
    },
  }
}

const java = () => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java')

/** As in the launcher `avocet`, which would take the repository for its home. */
function virtualMachine(home: string): string[] {
  const classPath = [JAR, join(TARGET, 'lib', '*')].join(delimiter)
  const options = ['-Xmx1g', '-XX:+UseSerialGC', '--enable-native-access=ALL-UNNAMED', '-Dfile.encoding=UTF-8']
  return [...options, `-Davocet.home=${home}`, '-cp', classPath, 'io.avocet.Avocet']
}
