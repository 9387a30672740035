import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import type { Job } from '../api/live-jobs.ts'
import { Facts } from '../parts/facts.tsx'
import { Failed } from '../parts/failed.tsx'
import { PageLink } from '../parts/page-link.tsx'
import { useWords } from '../words/translate.ts'
import { NamedFiles } from './named-files.tsx'
import { requestRestores } from './request-restores.ts'
import type { ConflictRule } from './restore-draft.ts'
import { type Figures, figuresOf, isDryRun } from './restore-figures.ts'
import { keepOrder, orderOf } from './restore-orders.ts'
import type { RestoreRunProps } from './restore-run.tsx'
import { RESTORING } from './restore-words.ts'
import { SideDrawer } from './side-drawer.tsx'
import { useOutcomeFacts } from './use-outcome-facts.ts'

/** What a check found, to be confirmed; or what came of a restore, and what to do next. */
export function RestoreOutcome(props: RestoreRunProps & { readonly jobs: readonly Job[] }) {
  const { personId, audience, ids, jobs, follow, finish, onClose } = props
  const words = useWords(RESTORING)
  const isCheck = jobs.every(isDryRun)
  const failed = jobs.find(({ state }) => state === 'failed')
  const isCancelled = jobs.some(({ state }) => state === 'cancelled')
  const figures = figuresOf(jobs)
  const facts = useOutcomeFacts(figures, isCheck, jobs[0]?.request.conflict as ConflictRule | undefined)
  const order = orderOf(ids)
  const starting = useMutation({
    async mutationFn() {
      if (!order) return
      const begun = await requestRestores(personId, order.items, order.draft, false)
      keepOrder(begun, order)
      follow(begun)
    },
  })
  const isWhole = !failed && !isCancelled
  const hasMore = doesSomething(figures)
  return (
    <SideDrawer
      isOpen
      onClose={onClose}
      title={words.title}
      footer={
        <>
          {isCheck && isWhole && order && hasMore && (
            <Button
              appearance="primary"
              disabledFocusable={starting.isPending}
              onClick={() => starting.mutate()}
            >
              {words.start}
            </Button>
          )}
          {isCheck && <Button onClick={() => follow(undefined)}>{order ? words.change : words.again}</Button>}
          {!isCheck && (
            <Button appearance="primary" onClick={finish}>
              {words.finish}
            </Button>
          )}
          {!isCheck && order && (!isWhole || figures.failures > 0) && (
            <Button disabledFocusable={starting.isPending} onClick={() => starting.mutate()}>
              {words.retry}
            </Button>
          )}
        </>
      }
    >
      {failed ? (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>
            <MessageBarTitle>{isCheck ? words.checkFailed : words.failed}</MessageBarTitle>
            {[failed.error?.message, failed.error?.hint].filter(Boolean).join(' ')}
          </MessageBarBody>
        </MessageBar>
      ) : isCancelled ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.cancelled}</MessageBarTitle>
            {!isCheck && words.cancelledAbout}
          </MessageBarBody>
        </MessageBar>
      ) : isCheck ? (
        <MessageBar intent={hasMore ? 'info' : 'warning'} layout="multiline" role="status">
          <MessageBarBody>
            <MessageBarTitle>{words.checked}</MessageBarTitle>
            {!hasMore && words.nothingToDo}
          </MessageBarBody>
        </MessageBar>
      ) : (
        <MessageBar intent={figures.failures > 0 ? 'warning' : 'success'} layout="multiline" role="status">
          <MessageBarBody>
            <MessageBarTitle>{figures.failures > 0 ? words.doneWithErrors : words.done}</MessageBarTitle>
            {figures.failures > 0 && words.next}
          </MessageBarBody>
        </MessageBar>
      )}
      {isWhole && <Facts facts={facts} />}
      {figures.conflicts > 0 && <NamedFiles jobs={jobs} title={words.conflictFiles} which="conflicts" />}
      {(figures.failures > 0 || failed) && <NamedFiles jobs={jobs} title={words.reasons} which="failures" />}
      {starting.error && <Failed error={starting.error} />}
      {audience === 'administrator' &&
        !isCheck &&
        jobs.map(({ id }, index) => (
          <PageLink key={id} to={`/jobs/${id}`}>
            {jobs.length === 1 ? words.log : words.logOf(index + 1)}
          </PageLink>
        ))}
    </SideDrawer>
  )
}

/** Folders alone are something only where no file was met: those that lead to a file are counted, too. */
function doesSomething({ restored, folders, identical, skipped, failures }: Figures): boolean {
  return restored > 0 || (folders > 0 && identical + skipped + failures === 0)
}
