import { defineErrors } from '@holdfast/base'
import { describe, expect, it } from 'vitest'
import { type CommandContext, type Run, runVerb } from '../src/command-context.ts'
import { wholeNumber } from '../src/option-parsers.ts'
import { runProgram } from '../src/program.ts'
import { verb } from '../src/verb.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeEnvironment, type FakeOptions } from './fake-environment.ts'

const errors = defineErrors({
  HF_TEST_LOCKED: {
    message: 'The vault of {who} is locked.',
    hint: 'Wait for the other job.',
    status: 423,
    retry: 'later',
    exitCode: 11,
  },
})

type Work = (run: Run<{ json?: boolean; depth?: number }>) => Promise<number | undefined>

async function run(args: string[], work: Work, options?: FakeOptions) {
  const environment = new FakeEnvironment(args, options)
  const lookCommand = (context: CommandContext) =>
    verb({
      name: 'look',
      summary: 'look around',
      description: 'Looks around.',
      examples: [['look here', 'look at this place']],
    })
      .argument('[where]', 'the place')
      .option('--depth <n>', 'how deep', wholeNumber)
      .action(runVerb(context, work))
  await runProgram([lookCommand], environment, { clock: new FakeClock() })
  return environment
}

const nothing: Work = async () => undefined

describe('the program', () => {
  it('hands arguments and options to the verb, and takes its exit code', async () => {
    const environment = await run(['look', 'there', '--depth', '3'], async ({ args, options, terminal }) => {
      terminal.print(`${args[0]} ${options.depth}`)
      terminal.printJson({ never: 'without --json' })
      return 3
    })
    expect(environment.stdout.text).toBe('there 3\n')
    expect(environment.exitCode).toBe(3)
    expect(environment.listening).toBe(0)
  })

  it('writes JSON only to standard output with --json', async () => {
    const environment = await run(
      ['look', '--json'],
      async ({ terminal }) => {
        terminal.print('for people')
        terminal.printTable([{ title: 'A' }], [['b']])
        terminal.note('for people')
        terminal.progress.phase('Looking')
        terminal.printJson({ found: 1 })
        terminal.printJson({ found: 2 })
        terminal.warn('careful')
        return undefined
      },
      { tty: true },
    )
    expect(environment.stdout.text).toBe('{"found":1}\n{"found":2}\n')
    expect(environment.stderr.text).toBe('{"warning":{"message":"careful"}}\n')
    expect(environment.exitCode).toBeUndefined()
  })

  it('keeps results and warnings with --quiet', async () => {
    const environment = await run(['look', '-q'], async ({ terminal }) => {
      terminal.print('result')
      terminal.note('chat')
      terminal.warn('careful')
      return undefined
    })
    expect(environment.stdout.text).toBe('result\n')
    expect(environment.stderr.text).toBe('Warning: careful\n')
  })

  it('shows message, hint and code of an error, and exits by its code, without a stack', async () => {
    const fail: Work = () =>
      Promise.reject(errors.HF_TEST_LOCKED({ who: 'Ada' }, { cause: new Error('why') }))
    const environment = await run(['look'], fail)
    expect(environment.stderr.text).toBe(
      'Error: The vault of Ada is locked.\n  Wait for the other job.\n  (HF_TEST_LOCKED)\n',
    )
    expect(environment.exitCode).toBe(11)
    const json = await run(['look', '--json'], fail)
    expect(json.stdout.text).toBe('')
    expect(JSON.parse(json.stderr.text)).toEqual({
      error: {
        code: 'HF_TEST_LOCKED',
        message: 'The vault of Ada is locked.',
        hint: 'Wait for the other job.',
      },
    })
  })

  it('names what it does not know, with stacks and causes only when debugging', async () => {
    const fail: Work = () =>
      Promise.reject(new TypeError('x is not a function', { cause: new Error('deep') }))
    const plain = await run(['look'], fail)
    expect(plain.stderr.text).toContain('x is not a function')
    expect(plain.stderr.text).toContain('HOLDFAST_DEBUG')
    expect(plain.stderr.text).not.toContain('    at ')
    expect(plain.exitCode).toBe(1)
    const debug = await run(['look'], fail, { variables: { HOLDFAST_DEBUG: '1' } })
    expect(debug.stderr.text).toMatch(/ {4}at .*Caused by: TypeError.*Caused by: Error: deep/s)
  })

  it('suggests the verb that was meant', async () => {
    const environment = await run(['lokk'], nothing)
    expect(environment.stderr.text).toBe(
      "Error: Unknown command 'lokk'.\n  Did you mean look?\n  (HF_USAGE)\n",
    )
    expect(environment.exitCode).toBe(1)
    const json = await run(['look', '--dept', '3', '--json'], nothing)
    expect(JSON.parse(json.stderr.text).error).toMatchObject({
      code: 'HF_USAGE',
      hint: 'Did you mean --depth?',
    })
  })

  it('refuses bad values in words', async () => {
    const environment = await run(['look', '--depth', '-3'], nothing)
    expect(environment.stderr.text).toContain('is invalid. It must be a whole number.\n')
    expect(environment.exitCode).toBe(1)
  })

  it('prints version and help to standard output and succeeds', async () => {
    expect((await run(['--version'], nothing)).stdout.text).toMatch(/^\d+\.\d+\.\d+\n$/)
    const help = await run(['help', 'look'], nothing)
    expect(help.stdout.text).toContain('# look at this place\n  holdfast look here')
    expect(help.stderr.text).toBe('')
    expect(help.exitCode).toBeUndefined()
    const bare = await run([], nothing)
    expect(bare.stderr.text).toMatch(/look around[\s\S]*No verb was given/)
    expect(bare.exitCode).toBe(1)
  })

  it('stops cleanly at the first signal and at once at the second', async () => {
    let environment: FakeEnvironment | undefined
    const looking: Work = async ({ signal, clock, environment: own }) => {
      environment = own as FakeEnvironment
      environment.signal('SIGINT')
      expect(signal.aborted).toBe(true)
      // npm and the launcher pass on the Ctrl-C that the terminal has sent already.
      await (clock as FakeClock).advance(100)
      environment.signal('SIGINT')
      expect(environment.endedWith).toBeUndefined()
      await (clock as FakeClock).advance(1000)
      environment.signal('SIGTERM')
      expect(environment.endedWith).toBe(130)
      signal.throwIfAborted()
      return 0
    }
    const ended = await run(['look'], looking)
    expect(ended.exitCode).toBe(130)
    expect(ended.stderr.text).toContain('Stopped as asked (Ctrl-C).')
  })

  it('reports a cancel as such whatever error it led to, and stops when nobody reads on', async () => {
    const environment = await run(['look'], async ({ environment: own }) => {
      ;(own as FakeEnvironment).closeOutput()
      throw new Error('connection torn')
    })
    expect(environment.exitCode).toBe(130)
    expect(environment.stderr.text).toContain('HF_CANCELLED')
  })
})
