import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular, DismissRegular } from '@fluentui/react-icons'
import { useWords } from '../../../../words/translate.ts'
import { WIZARD } from '../../words/wizard.ts'

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalXS, listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Key providers in their order; moved by buttons, which a keyboard reaches as well as a pointer. */
export function KeyOrder(props: {
  readonly order: readonly string[]
  readonly named: (id: string) => string
  readonly stateOf: (id: string) => string | undefined
  readonly onChange: ((order: readonly string[]) => void) | undefined
}) {
  const { order, named, stateOf, onChange } = props
  const words = useWords(WIZARD)
  const styles = useStyles()
  const swap = (at: number, to: number) => {
    const next = [...order]
    const [one] = next.splice(at, 1)
    if (one !== undefined) next.splice(to, 0, one)
    onChange?.(next)
  }
  return (
    <ol className={styles.list}>
      {order.map((id, at) => (
        <li key={id} className={styles.item}>
          <Text>{at + 1}</Text>
          <span className={styles.name}>
            <Text block>{named(id)}</Text>
            <Text size={200} className={styles.quiet}>
              {stateOf(id)}
            </Text>
          </span>
          {onChange && (
            <>
              <Button
                appearance="subtle"
                icon={<ArrowUpRegular />}
                aria-label={words.up(named(id))}
                disabledFocusable={at === 0}
                onClick={() => swap(at, at - 1)}
              />
              <Button
                appearance="subtle"
                icon={<ArrowDownRegular />}
                aria-label={words.down(named(id))}
                disabledFocusable={at === order.length - 1}
                onClick={() => swap(at, at + 1)}
              />
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={words.remove(named(id))}
                onClick={() => onChange(order.filter((each) => each !== id))}
              />
            </>
          )}
        </li>
      ))}
    </ol>
  )
}
