import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', border: 0, margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0 },
  hint: { color: tokens.colorNeutralForeground2 },
})

/** Fields that belong together, with what they are about. */
export function Group(props: {
  readonly label: string
  readonly hint?: string | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  const { label, hint, className, children } = props
  const styles = useStyles()
  return (
    <fieldset className={mergeClasses(styles.group, className)}>
      <legend className={styles.legend}>{label}</legend>
      {hint !== undefined && (
        <Text size={200} className={styles.hint}>
          {hint}
        </Text>
      )}
      {children}
    </fieldset>
  )
}
