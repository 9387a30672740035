import { keepHeapLean } from '@holdfast/base'
import { apiCommand } from './commands/api.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { budgetCommand } from './commands/budget.ts'
import { checkCommand } from './commands/check.ts'
import { connectorCommand, deviceCommand } from './commands/connector.ts'
import { demoCommand } from './commands/demo.ts'
import { emulatorCommand } from './commands/emulator.ts'
import { exportCommand } from './commands/export.ts'
import { findCommand } from './commands/find.ts'
import { forgetCommand } from './commands/forget.ts'
import { initCommand } from './commands/init.ts'
import { jobsCommand } from './commands/jobs.ts'
import { keyCommand } from './commands/key.ts'
import { lsCommand } from './commands/ls.ts'
import { onedriveCommand } from './commands/onedrive.ts'
import { peopleCommand } from './commands/people.ts'
import { profileCommand } from './commands/profile.ts'
import { pruneCommand } from './commands/prune.ts'
import { rebuildCommand } from './commands/rebuild.ts'
import { recoveryCommand } from './commands/recovery.ts'
import { repairCommand } from './commands/repair.ts'
import { restoreCommand } from './commands/restore.ts'
import { secretsCommand } from './commands/secrets.ts'
import { serveCommand } from './commands/serve.ts'
import { snapshotsCommand } from './commands/snapshots.ts'
import { processEnvironment } from './environment.ts'
import { runProgram } from './program.ts'

/*
 * A new verb is one file, src/commands/x.ts, and one line below:
 *
 *   export function xCommand(context: CommandContext): Command {
 *     return verb({ name: 'x', summary, description, examples: [['x --thing 3', 'what for']] })
 *       .argument('<path>', 'the path of …')
 *       .option('--thing <n>', 'how many …', wholeNumber)
 *       .action(
 *         runVerb<XOptions>(context, async ({ terminal, signal, options, args }) => {
 *           terminal.progress.phase('Reading', { noun: 'file', items: total })   // then .add(items, bytes)
 *           terminal.printTable([{ title: 'Name', shrink: 'start' }, { title: 'Size', align: 'right' }], rows)
 *           terminal.printJson({ … })                  // with --json only; print and printTable then say nothing
 *           return failures > 0 ? ExitCode.incomplete : ExitCode.ok
 *         }),
 *       )
 *   }
 *
 * Pass `signal` to everything that takes one: Ctrl-C aborts it. Throw errors of a catalogue; they bring message, hint
 * and exit code with them. --json and --quiet come with `verb`.
 */
keepHeapLean()
await runProgram(
  [
    initCommand,
    backupCommand,
    snapshotsCommand,
    lsCommand,
    findCommand,
    restoreCommand,
    exportCommand,
    checkCommand,
    forgetCommand,
    pruneCommand,
    repairCommand,
    budgetCommand,
    serveCommand,
    peopleCommand,
    onedriveCommand,
    profileCommand,
    jobsCommand,
    auditCommand,
    apiCommand,
    rebuildCommand,
    secretsCommand,
    keyCommand,
    recoveryCommand,
    connectorCommand,
    deviceCommand,
    demoCommand,
    emulatorCommand,
  ],
  processEnvironment(),
)
