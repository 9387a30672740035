import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { wholeNumber } from '../option-parsers.ts'
import { runRemote } from '../remote/run-remote.ts'
import { withServer } from '../remote/server-options.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { verb, verbGroup } from '../verb.ts'

export function auditCommand(context: CommandContext): Command {
  return verbGroup('audit', 'see the audit trail, and prove that nobody altered it', [
    list(context),
    verify(context),
  ])
}

function list(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'list',
      summary: 'list the newest entries (what “audit” alone does)',
      description: 'Lists who did what, newest first.',
      examples: [['audit --limit 20', 'the last twenty']],
    }),
  )
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .action(
      runRemote<{ readonly limit: number }>(context, async ({ terminal, options }, api) => {
        const { data } = await api.GET('/api/v1/audit', { params: { query: { limit: options.limit } } })
        const entries = data?.items ?? []
        terminal.printJson({ entries })
        terminal.printTable(
          [
            { title: 'No.', align: 'right' },
            { title: 'When' },
            { title: 'Who', shrink: 'end' },
            { title: 'What' },
            { title: 'On', shrink: 'end' },
            { title: 'Reason', shrink: 'end' },
          ],
          entries.map(({ number, at, actor, action, targetKind, targetId, reason }) => [
            String(number),
            terminal.time(at),
            actor.name,
            action,
            `${targetKind} ${targetId}`,
            reason ?? '',
          ]),
        )
        return undefined
      }),
    )
}

function verify(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'verify',
      summary: 'walk the chain of the audit trail',
      description:
        'Every entry holds the hash of the one before it. Ends with 1 when an entry was altered or is missing. Note the head ' +
        'somewhere else: it proves later that nothing was cut off the end.',
      examples: [['audit verify --json', 'for a script that keeps the head']],
    }),
  ).action(
    runRemote(context, async ({ terminal }, api) => {
      const { data } = await api.GET('/api/v1/audit/verification')
      terminal.printJson(data)
      if (!data) return ExitCode.failed
      const { entries, head, brokenAt } = data
      if (brokenAt !== null) {
        terminal.print(`Entry ${brokenAt} is not as it was written, or does not follow the one before it.`)
        return ExitCode.failed
      }
      terminal.print(`${entries} entries, each as it was written. Head: ${head}`)
      return ExitCode.ok
    }),
  )
}
