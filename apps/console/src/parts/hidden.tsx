import { makeStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  hidden: { position: 'absolute', clipPath: 'inset(50%)', width: '1px', height: '1px', overflow: 'hidden' },
})

/** For screen readers alone. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  const styles = useStyles()
  return <span className={styles.hidden}>{children}</span>
}
