import type { Job } from '../../api/live-jobs.ts'
import { useWords } from '../../words/translate.ts'
import { JOBS } from './words.ts'

/** By whom the command line acts on the machine of the server. */
const COMMAND_LINE = 'Command line'
const ACCOUNT = /^[0-9a-f]{8}-/

/** Says who asked for a job: an account by its name, or what in Holdfast did. */
export function useAsker(): (job: Pick<Job, 'requestedBy' | 'requesterName'>) => string {
  const { details: words } = useWords(JOBS)
  return ({ requestedBy, requesterName }) => {
    if (requesterName === COMMAND_LINE) return words.commandLine
    if (requesterName !== null) return requesterName
    if (requestedBy === 'scheduler') return words.schedule
    return ACCOUNT.test(requestedBy) ? words.gone : words.system(requestedBy)
  }
}
