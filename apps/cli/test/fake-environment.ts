import type { Environment, OutputStream, StopSignal } from '../src/environment.ts'

export interface FakeOptions {
  readonly tty?: boolean
  readonly columns?: number
  readonly variables?: Readonly<Record<string, string>>
  readonly timeZone?: string
  readonly workingDirectory?: string
}

export class FakeStream implements OutputStream {
  readonly isTTY: boolean
  columns: number | undefined
  readonly writes: string[] = []

  constructor(options: FakeOptions) {
    this.isTTY = options.tty ?? false
    this.columns = options.columns ?? (options.tty ? 80 : undefined)
  }

  write(text: string): void {
    this.writes.push(text)
  }

  get text(): string {
    return this.writes.join('')
  }
}

/** A process that is none: it remembers what was written and how it was to end. */
export class FakeEnvironment implements Environment {
  readonly arguments: readonly string[]
  readonly stdout: FakeStream
  readonly stderr: FakeStream
  readonly hostname = 'vault-host'
  readonly timeZone: string
  readonly workingDirectory: string
  exitCode: number | undefined
  endedWith: number | undefined
  readonly #variables: Readonly<Record<string, string>>
  readonly #listeners = new Set<(signal: StopSignal) => void>()
  #onClosed: () => void = () => undefined

  constructor(args: readonly string[] = [], options: FakeOptions = {}) {
    this.arguments = args
    this.stdout = new FakeStream(options)
    this.stderr = new FakeStream(options)
    this.timeZone = options.timeZone ?? 'Europe/Berlin'
    this.workingDirectory = options.workingDirectory ?? '/home/ada'
    this.#variables = options.variables ?? {}
  }

  variable(name: string): string | undefined {
    return this.#variables[name] || undefined
  }

  /** What is typed, one answer after another. */
  answer: (question: string) => string | undefined = () => undefined

  async ask(question: string): Promise<string | undefined> {
    return this.answer(question)
  }

  onStopSignal(listener: (signal: StopSignal) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onOutputClosed(listener: () => void): void {
    this.#onClosed = listener
  }

  setExitCode(code: number): void {
    this.exitCode = code
  }

  end(code: number): void {
    this.endedWith = code
  }

  /** As if the person pressed Ctrl-C or the service manager asked to stop. */
  signal(signal: StopSignal): void {
    for (const listener of this.#listeners) listener(signal)
  }

  closeOutput(): void {
    this.#onClosed()
  }

  get listening(): number {
    return this.#listeners.size
  }
}
