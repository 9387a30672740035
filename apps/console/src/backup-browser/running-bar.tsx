import { Link as Action, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useLiveJobs } from '../api/live-jobs.ts'
import { useWords } from '../words/translate.ts'
import { isDryRun } from './restore-figures.ts'
import { RESTORING } from './restore-words.ts'
import { useBrowserSearch } from './use-browser-search.ts'

/** Finds again the restores of a OneDrive that are running, whoever began them, wherever the page was left. */
export function RunningBar({ personId }: { readonly personId: string }) {
  const words = useWords(RESTORING)
  const [{ panel }, change] = useBrowserSearch()
  const running = [...useLiveJobs().values()].filter(
    (job) => job.kind === 'restore' && job.person?.id === personId && !isDryRun(job),
  )
  if (running.length === 0 || panel === 'restore') return null
  return (
    <MessageBar>
      <MessageBarBody>{words.runningHere}</MessageBarBody>
      <MessageBarActions>
        <Action as="button" onClick={() => change({ panel: 'restore', jobs: running.map(({ id }) => id) })}>
          {words.look}
        </Action>
      </MessageBarActions>
    </MessageBar>
  )
}
