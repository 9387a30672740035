import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { documentOf } from '../remote/assignments.ts'
import { allProfiles, findProfile, type Profile, profileNamed } from '../remote/find-profile.ts'
import { runRemote } from '../remote/run-remote.ts'
import { withServer } from '../remote/server-options.ts'
import { verb } from '../verb.ts'

/** Fields of a profile beside its settings. */
const FIELDS = ['name', 'description', 'maxPeople']

/** Verbs that change profiles. */
export function profileChanges(context: CommandContext): Command[] {
  return [set(context), copy(context), remove(context), restore(context)]
}

function set(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'set',
      summary: 'change settings of a profile',
      description:
        'Sets what is named, and leaves the rest. A setting without a value gets the recommended one. Takes effect at the next backup cycle.',
      examples: [
        ['profile set Default backup.frequency=hourly', 'how often'],
        ['profile set Sales backup.blackout=\'{"from":"08:00","to":"18:00"}\'', 'a blackout'],
        ['profile set Sales retention.keepDays= maxPeople=50', 'the recommended value again, and a limit'],
      ],
    }),
  )
    .argument('<name>', 'name of the profile')
    .argument('<setting=value...>', 'settings as “profile show” names them; name, description, maxPeople')
    .action(
      runRemote(context, async ({ terminal, args }, api) => {
        const [name, assignments] = args as [string, string[]]
        const { id, version } = await findProfile(api, name)
        const named = Object.entries(documentOf(assignments))
        const fields = Object.fromEntries(named.filter(([key]) => FIELDS.includes(key)))
        const settings = Object.fromEntries(named.filter(([key]) => !FIELDS.includes(key)))
        const { data } = await api.PATCH('/api/v1/profiles/{id}', {
          params: { path: { id }, header: { 'if-match': `"${version}"` } },
          body: { ...fields, settings },
        })
        terminal.printJson(data)
        terminal.print(data?.version === version ? 'Nothing to change.' : `${data?.name} changed.`)
        return undefined
      }),
    )
}

function copy(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'copy',
      summary: 'make a profile with the settings of another',
      description: 'Makes a profile that nobody is in yet, with all settings of the other.',
      examples: [['profile copy Default Sales', 'to change some of them']],
    }),
  )
    .argument('<name>', 'name of the profile')
    .argument('<new-name>', 'name of the new one')
    .action(
      runRemote(context, async ({ terminal, args }, api) => {
        const [name, newName] = args as [string, string]
        const { id } = await findProfile(api, name)
        const { data } = await api.POST('/api/v1/profiles/{id}/copy', {
          params: { path: { id } },
          body: { name: newName },
        })
        terminal.printJson(data)
        terminal.print(`${data?.name} made.`)
        return undefined
      }),
    )
}

function remove(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'delete',
      summary: 'delete a profile that nobody is in',
      description: 'Within the rollback window “profile restore” brings it back.',
      examples: [
        ['profile delete Sales --reason "merged with Default"', 'with the reason for the audit trail'],
      ],
    }),
  )
    .argument('<name>', 'name of the profile')
    .requiredOption('--reason <text>', 'why, in 10 to 150 characters')
    .action(
      runRemote<{ reason: string }>(context, async ({ terminal, args, options }, api) => {
        const { id, version } = await findProfile(api, String(args[0]))
        const { data } = await api.DELETE('/api/v1/profiles/{id}', {
          params: { path: { id }, header: { 'if-match': `"${version}"` } },
          body: { reason: options.reason },
        })
        terminal.printJson(data)
        terminal.print(deleted(terminal.time.bind(terminal), data))
        return undefined
      }),
    )
}

function restore(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'restore',
      summary: 'take the deleting of a profile back',
      description: 'Within the rollback window a deleted profile comes back as it was.',
      examples: [['profile restore Sales', 'one that was deleted by mistake']],
    }),
  )
    .argument('<name>', 'name of the profile')
    .action(
      runRemote(context, async ({ terminal, args }, api) => {
        const { id } = profileNamed(await allProfiles(api, { deleted: 'true' }), String(args[0]))
        const { data } = await api.POST('/api/v1/profiles/{id}/restore', { params: { path: { id } } })
        terminal.printJson(data)
        terminal.print(`${data?.name} is there again.`)
        return undefined
      }),
    )
}

function deleted(time: (instant: string) => string, profile: Profile | undefined): string {
  const until = profile?.purgeAt ? ` It can be restored until ${time(String(profile.purgeAt))}.` : ''
  return `${profile?.name} deleted.${until}`
}
