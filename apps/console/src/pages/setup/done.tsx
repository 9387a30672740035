import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  done: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  icon: { flexShrink: 0, fontSize: '24px', color: tokens.colorStatusSuccessForeground1 },
})

/** That there is nothing left to do in a step. */
export function Done({ children }: { readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.done}>
      <CheckmarkCircleFilled className={styles.icon} aria-hidden />
      <Text>{children}</Text>
    </div>
  )
}
