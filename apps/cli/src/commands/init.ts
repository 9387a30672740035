import { resolve } from 'node:path'
import { systemRandom } from '@holdfast/base'
import { Repository } from '@holdfast/repository'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import {
  type RepositoryOptions,
  readPassword,
  repositoryPath,
  storageAt,
  withRepository,
  writeSecret,
} from '../repository-options.ts'
import { verb } from '../verb.ts'

interface InitOptions extends RepositoryOptions {
  readonly newPasswordFile?: string
}

export function initCommand(context: CommandContext): Command {
  return withRepository(
    verb({
      name: 'init',
      summary: 'make a new, empty repository',
      description:
        'Makes an empty repository in restic’s format. Whoever loses its password loses everything in it.',
      examples: [
        ['init -r /backup/adele -p adele.password', 'with the password in that file'],
        [
          'init -r /backup/adele --new-password-file adele.password',
          'with a new strong password, written to that file',
        ],
      ],
    }),
  )
    .option('--new-password-file <file>', 'make a strong password and write it to this new file')
    .action(
      runVerb<InitOptions>(context, async ({ terminal, options }) => {
        const location = repositoryPath(context, options)
        let password: string
        if (options.newPasswordFile) {
          password = systemRandom.bytes(24).toString('base64url')
          await writeSecret(resolve(context.environment.workingDirectory, options.newPasswordFile), password)
        } else password = await readPassword(context, options)
        const repository = await Repository.init(storageAt(location), { password, clock: context.clock })
        terminal.printJson({ repository: location, id: repository.config.id })
        terminal.print(`Made repository ${repository.config.id.slice(0, 10)} in ${location}.`)
        terminal.note('Keep its password in a second place: without it nothing can be restored.')
        return undefined
      }),
    )
}
