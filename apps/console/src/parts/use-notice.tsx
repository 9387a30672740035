import {
  Link,
  Toast,
  ToastBody,
  ToastFooter,
  ToastTitle,
  useToastController,
} from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useCallback } from 'react'
import { useCommon } from '../words/use-common.ts'

export const TOASTER = 'notices'

export interface Notice {
  readonly title: string
  readonly body?: string
  /** Takes back what was done. */
  readonly undo?: () => Promise<unknown>
  readonly intent?: 'success' | 'info' | 'warning' | 'error'
}

/** Says at the edge of the screen, and to screen readers, what was done, with the way to take it back. */
export function useNotice(): (notice: Notice) => void {
  const { dispatchToast } = useToastController(TOASTER)
  const common = useCommon()
  return useCallback(
    ({ title, body, undo, intent = 'success' }: Notice) => {
      async function takeBack() {
        try {
          await undo?.()
        } catch (error) {
          const sentence = error instanceof ApiError ? error.message : common.offline
          dispatchToast(
            <Toast>
              <ToastTitle>{sentence}</ToastTitle>
            </Toast>,
            { intent: 'error' },
          )
        }
      }
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {body && <ToastBody>{body}</ToastBody>}
          {undo && (
            <ToastFooter>
              <Link as="button" onClick={() => void takeBack()}>
                {common.undo}
              </Link>
            </ToastFooter>
          )}
        </Toast>,
        { intent, timeout: undo ? 10_000 : 5_000 },
      )
    },
    [dispatchToast, common],
  )
}
