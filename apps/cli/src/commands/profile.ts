import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { allProfiles, findProfile } from '../remote/find-profile.ts'
import { runRemote } from '../remote/run-remote.ts'
import { withServer } from '../remote/server-options.ts'
import { verb, verbGroup } from '../verb.ts'
import { profileChanges } from './profile-changes.ts'

export function profileCommand(context: CommandContext): Command {
  return verbGroup('profile', 'see and change the profiles: schedule, retention, privacy', [
    list(context),
    show(context),
    ...profileChanges(context),
  ])
}

function list(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'list',
      summary: 'list the profiles (what “profile” alone does)',
      description:
        'Lists the profiles with their schedules, what they keep, and how many people are in them.',
      examples: [['profile', 'all of them']],
    }),
  ).action(
    runRemote(context, async ({ terminal }, api) => {
      const profiles = await allProfiles(api)
      terminal.printJson({ profiles })
      terminal.printTable(
        [
          { title: 'Profile', shrink: 'end' },
          { title: 'Backup' },
          { title: 'Blackout' },
          { title: 'Keeps' },
          { title: 'Active', align: 'right' },
          { title: 'Preserved', align: 'right' },
        ],
        profiles.map(({ name, settings, people }) => [
          name,
          settings.backup.enabled ? settings.backup.frequency : 'off',
          settings.backup.blackout
            ? `${settings.backup.blackout.from}–${settings.backup.blackout.to} ${settings.backup.timeZone}`
            : '–',
          `${settings.retention.keepDays} days${settings.retention.tiers ? ', thinned out' : ''}`,
          String(people.active),
          String(people.preserved),
        ]),
      )
      return undefined
    }),
  )
}

function show(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'show',
      summary: 'show all settings of a profile',
      description: 'Shows every setting of a profile by its name in the API.',
      examples: [['profile show Default', 'the profile that is always there']],
    }),
  )
    .argument('<name>', 'name of the profile')
    .action(
      runRemote(context, async ({ terminal, args }, api) => {
        const profile = await findProfile(api, String(args[0]))
        terminal.printJson(profile)
        terminal.print(profile.name)
        if (profile.description) terminal.print(profile.description)
        terminal.print()
        const lines = [...settingsOf(profile.settings)]
        const width = Math.max(...lines.map(([name]) => name.length))
        for (const [name, value] of lines) terminal.print(`  ${name.padEnd(width)}  ${value}`)
        return undefined
      }),
    )
}

/** `backup.frequency` and so on, with their values as JSON. */
function* settingsOf(value: object, path = ''): Generator<[name: string, value: string]> {
  for (const [key, item] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`
    if (item !== null && typeof item === 'object' && !Array.isArray(item)) yield* settingsOf(item, name)
    else yield [name, JSON.stringify(item)]
  }
}
