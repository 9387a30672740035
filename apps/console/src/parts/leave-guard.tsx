import { Button } from '@fluentui/react-components'
import { useBlocker } from '@tanstack/react-router'
import { useCommon } from '../words/use-common.ts'
import { DialogFrame } from './dialog-frame.tsx'

export interface LeavingWords {
  readonly title: string
  readonly about: string
  readonly stay: string
  readonly leave: string
}

/** Asks before a page is left on which something is not saved. */
export function LeaveGuard(props: {
  readonly isDirty: boolean
  /** Where something else is lost than what was typed. */
  readonly words?: LeavingWords
  /** Whether it is lost by another state of the same page, too. */
  readonly isLostWithin?: boolean
}) {
  const { isDirty, isLostWithin = false } = props
  const common = useCommon()
  const words = props.words ?? {
    title: common.leaving,
    about: common.leavingHint,
    stay: common.stay,
    leave: common.leave,
  }
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && (isLostWithin || current.pathname !== next.pathname),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  return (
    <DialogFrame
      isOpen={status === 'blocked'}
      onClose={() => reset?.()}
      modalType="alert"
      title={words.title}
      actions={
        <>
          <Button appearance="primary" onClick={() => reset?.()}>
            {words.stay}
          </Button>
          <Button onClick={() => proceed?.()}>{words.leave}</Button>
        </>
      }
    >
      {words.about}
    </DialogFrame>
  )
}
