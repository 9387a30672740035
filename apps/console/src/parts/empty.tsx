import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { FluentIcon } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
  },
  icon: { fontSize: '48px', color: tokens.colorNeutralForeground3 },
  title: { textAlign: 'center' },
  hint: { maxWidth: '48ch', textAlign: 'center', color: tokens.colorNeutralForeground2 },
})

/** In the place of what is not there: why, and what to do. */
export function Empty(props: {
  readonly title: string
  readonly hint?: string
  readonly icon?: FluentIcon
  /** Where it stands in the place of a whole page. */
  readonly isPage?: boolean
  /** What to do about it: a button or a link. */
  readonly children?: ReactNode
}) {
  const styles = useStyles()
  const { title, hint, icon: Icon, isPage, children } = props
  return (
    <div className={styles.box}>
      {Icon && <Icon className={styles.icon} aria-hidden />}
      <Text {...(isPage && { as: 'h1' })} size={400} weight="semibold" className={styles.title}>
        {title}
      </Text>
      {hint && <Text className={styles.hint}>{hint}</Text>}
      {children}
    </div>
  )
}
