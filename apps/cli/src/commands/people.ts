import { type Command, Option } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { allPeople, type Person } from '../remote/find-people.ts'
import { runRemote } from '../remote/run-remote.ts'
import { withServer } from '../remote/server-options.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb } from '../verb.ts'

interface PeopleOptions {
  readonly state?: string
  readonly status?: string
}

export function peopleCommand(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'people',
      summary: 'list the people of a server, and how their last backups ended',
      description:
        'Lists people with their profiles, their OneDrives, and the status of their last backups, by name.',
      examples: [
        ['people', 'everybody'],
        ['people lind', 'whose name or address has “lind” in it'],
        ['people --status failed --json', 'whose last backup failed, for a script'],
      ],
    }),
  )
    .argument('[search]', 'a part of the name, the sign-in name or the address')
    .addOption(new Option('--state <state>', 'only these').choices(['active', 'preserved', 'deleted']))
    .addOption(
      new Option('--status <status>', 'how the last backup ended').choices([
        'never',
        'success',
        'errors',
        'failed',
      ]),
    )
    .action(
      runRemote<PeopleOptions>(context, async ({ terminal, options, args }, api) => {
        const search = args[0] as string | undefined
        const { state, status } = options
        const people = await Array.fromAsync(allPeople(api, { search, state, status }))
        terminal.printJson({ people })
        if (people.length === 0) terminal.print(search ? 'Nobody like that.' : 'Nobody yet.')
        else printPeople(terminal, people)
        return undefined
      }),
    )
}

/** As the field calls them. */
export const BACKUP_STATUS: Readonly<Record<string, string>> = {
  never: 'Never backed up',
  success: 'Backed up successfully',
  errors: 'Backed up with errors',
  failed: 'Backup failed',
}

function printPeople(terminal: Terminal, people: readonly Person[]): void {
  terminal.printTable(
    [
      { title: 'Name', shrink: 'end' },
      { title: 'Sign-in name', shrink: 'end' },
      { title: 'Profile', shrink: 'end' },
      { title: 'OneDrive' },
      { title: 'Last backup' },
      { title: 'Data', align: 'right' },
      { title: 'Status' },
    ],
    people.map(({ displayName, principalName, profileName, state, onedrive }) => [
      displayName,
      principalName,
      profileName,
      state === 'active' ? (onedrive?.state ?? 'none') : state,
      onedrive?.lastSuccessAt ? terminal.time(onedrive.lastSuccessAt) : '–',
      terminal.size(onedrive?.bytes ?? 0),
      statusOf(onedrive),
    ]),
  )
}

function statusOf(onedrive: Person['onedrive']): string {
  if (!onedrive) return ''
  const status = BACKUP_STATUS[onedrive.lastStatus] ?? onedrive.lastStatus
  return onedrive.lastErrorCode ? `${status} (${onedrive.lastErrorCode})` : status
}
