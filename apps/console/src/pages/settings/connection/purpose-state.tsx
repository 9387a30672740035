import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Purpose, PurposeState } from './connection-query.ts'
import { StateBadge } from './state-badge.tsx'
import { CONNECTION } from './words.ts'

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
  hint: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
})

/** How the connection stands for a purpose: in a word, and why. */
export function PurposeStateView(props: { readonly purpose: Purpose; readonly state: PurposeState }) {
  const { purpose, state } = props
  const words = useWords(CONNECTION)
  const formats = useFormats()
  const styles = useStyles()
  return (
    <div className={styles.box}>
      <Text weight="semibold">{words.purposes[purpose]}</Text>
      <StateBadge state={state.state} />
      <Text size={200} className={styles.hint}>
        {state.state === 'connected' && words.verifiedAt(formats.ago(state.verifiedAt))}
        {state.state === 'not-connected' && state.reason}
        {state.state === 'not-configured' && words.lacks(state.missing.map(named).join(', '))}
      </Text>
    </div>
  )

  function named(missing: string): string {
    return (words.missing as Readonly<Record<string, string>>)[missing] ?? missing
  }
}
