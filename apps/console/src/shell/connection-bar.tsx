import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useIsLost } from '../api/live-jobs.ts'
import { useCommon } from '../words/use-common.ts'

/** Says, above every page, that the server cannot be reached; gone when it answers again. */
export function ConnectionBar() {
  const common = useCommon()
  const isLost = useIsLost()
  return (
    <div role="status">
      {isLost && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{common.offline}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
