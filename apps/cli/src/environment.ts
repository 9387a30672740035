import { hostname } from 'node:os'
import { ask } from './terminal/ask.ts'

/** Where text goes: standard output or standard error. */
export interface OutputStream {
  readonly isTTY: boolean
  /** Width of the terminal in cells; undefined when there is none. */
  readonly columns: number | undefined
  write(text: string): void
}

/** Signals by which a person or a service manager asks a command to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/** What a command knows of the process it runs in. Tests give another one. */
export interface Environment {
  /** Arguments after the program's name. */
  readonly arguments: readonly string[]
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly hostname: string
  /** IANA name of the person's time zone. */
  readonly timeZone: string
  readonly workingDirectory: string
  /** Value of an environment variable; undefined when it is not set or empty. */
  variable(name: string): string | undefined
  /** A line from the keyboard, or from a pipe; `hidden` where nobody is to see it. Undefined when there is none. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string | undefined>
  /** Calls `listener` at every stop signal, until the returned function is called. */
  onStopSignal(listener: (signal: StopSignal) => void): () => void
  /** Calls `listener` once nobody reads standard output any more (`holdfast ls | head`). */
  onOutputClosed(listener: () => void): void
  /** Code with which the process ends when everything is done. */
  setExitCode(code: number): void
  /** Ends the process at once. */
  end(code: number): void
}

/** The real process. The only place that reads `process`. */
export function processEnvironment(): Environment {
  return {
    arguments: process.argv.slice(2),
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    hostname: hostname(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    workingDirectory: process.cwd(),
    // biome-ignore lint/style/noProcessEnv: the one place where variables are read
    variable: (name) => process.env[name] || undefined,
    ask,
    onStopSignal(listener) {
      const onInterrupt = (): void => listener('SIGINT')
      const onTerminate = (): void => listener('SIGTERM')
      process.on('SIGINT', onInterrupt)
      process.on('SIGTERM', onTerminate)
      return () => {
        process.off('SIGINT', onInterrupt)
        process.off('SIGTERM', onTerminate)
      }
    },
    onOutputClosed(listener) {
      process.stdout.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error
        listener()
      })
    },
    setExitCode(code) {
      process.exitCode = code
    },
    end(code) {
      // biome-ignore lint/plugin: a second signal must end the process even when something hangs
      process.exit(code)
    },
  }
}

function streamOf(stream: NodeJS.WriteStream): OutputStream {
  return {
    get isTTY() {
      return stream.isTTY === true
    },
    get columns() {
      // Some terminals do not know their width and say 0.
      return stream.columns || undefined
    },
    write: (text) => void stream.write(text),
  }
}
