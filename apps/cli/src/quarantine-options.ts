import type { Command } from 'commander'
import { cliErrors } from './errors.ts'

export interface QuarantineOptions {
  readonly withQuarantine?: boolean
  readonly acceptMalware?: boolean
}

/** Nobody gets malware out of a backup by one slip of the hand: it takes two options. */
export function withQuarantine(command: Command): Command {
  return command
    .option('--with-quarantine', 'also what lies in quarantine: files that Microsoft marks as malware')
    .option('--accept-malware', 'confirms --with-quarantine')
}

/** Whether files in quarantine are wanted. Raises HF_QUARANTINE_ASKED_ONCE. */
export function wantsQuarantine({ withQuarantine: asked, acceptMalware }: QuarantineOptions): boolean {
  if ((asked ?? false) !== (acceptMalware ?? false)) throw cliErrors.HF_QUARANTINE_ASKED_ONCE()
  return asked ?? false
}
