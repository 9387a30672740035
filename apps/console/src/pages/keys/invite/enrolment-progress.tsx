import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { providersQuery } from '../keys-queries.ts'
import type { Invited } from './invite-whom.tsx'
import { INVITE } from './words.ts'

/** Somebody waits for it: looked at as often as this, in milliseconds. */
const OFTEN = 1_500

const useStyles = makeStyles({
  state: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  done: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  icon: { fontSize: '20px', flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
})

/** Waits until somebody new is there, and until they have every key. */
export function EnrolmentProgress(props: {
  readonly known: ReadonlySet<string>
  readonly kind: Invited['kind']
}) {
  const { known, kind } = props
  const words = useWords(INVITE)
  const styles = useStyles()
  const formats = useFormats()
  const { data } = useQuery({ ...providersQuery, refetchInterval: OFTEN })
  const come = data?.items.find((one) => one.kind === kind && !known.has(one.id))
  const isDone = come !== undefined && come.vaults >= come.of
  const sentence =
    come === undefined
      ? words.waiting
      : isDone
        ? words.done(come.name)
        : words.getting(come.name, formats.count(come.vaults), formats.count(come.of))
  return (
    <div className={styles.state} role="status">
      <div className={styles.done}>
        {isDone && <CheckmarkCircleFilled className={styles.icon} aria-hidden />}
        <Text>{sentence}</Text>
      </div>
      {come === undefined ? (
        <ProgressBar aria-label={sentence} />
      ) : (
        !isDone && <ProgressBar value={come.vaults} max={come.of} aria-label={sentence} />
      )}
      {isDone && kind === 'connector' && <Text size={200}>{words.next}</Text>}
    </div>
  )
}
