import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { ShieldCheckmarkRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { DialogFrame } from '../../parts/dialog-frame.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Failed } from '../../parts/failed.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { AUDIT } from './words.ts'

/** Walks the chain of all entries, and says whether one was altered or taken out. */
export function VerifyAudit() {
  const { verify: words } = useWords(AUDIT)
  const common = useCommon()
  const { count } = useFormats()
  const walking = useMutation({ mutationFn: () => send(api.GET('/api/v1/audit/verification')) })
  const { data, error, isPending, reset } = walking
  const brokenAt = data?.brokenAt ?? null
  return (
    <>
      <Button
        icon={<ShieldCheckmarkRegular aria-hidden />}
        disabledFocusable={isPending}
        onClick={() => walking.mutate()}
      >
        {isPending ? words.running : words.button}
      </Button>
      <DialogFrame
        isOpen={data !== undefined || error !== null}
        onClose={reset}
        title={words.button}
        actions={
          <Button appearance="primary" onClick={reset}>
            {common.close}
          </Button>
        }
      >
        {error && <Failed error={error} />}
        {data && (
          <>
            <MessageBar intent={brokenAt === null ? 'success' : 'error'} layout="multiline">
              <MessageBarBody>
                {brokenAt === null ? words.whole(count(data.entries)) : words.broken(count(brokenAt))}
              </MessageBarBody>
            </MessageBar>
            {words.about}
            <Facts facts={[[words.head, data.head]]} />
          </>
        )}
      </DialogFrame>
    </>
  )
}
