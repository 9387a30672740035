import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    minWidth: 0,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  about: { color: tokens.colorNeutralForeground2 },
})

/** A part of a page, with a heading of its own. */
export function Panel(props: {
  readonly title: string
  readonly about?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const id = useId()
  const { title, about, actions, className, children } = props
  return (
    <section aria-labelledby={id} className={mergeClasses(styles.panel, className)}>
      <div className={styles.head}>
        <Text as="h2" id={id} size={400} weight="semibold">
          {title}
        </Text>
        {actions}
      </div>
      {about && <Text className={styles.about}>{about}</Text>}
      {children}
    </section>
  )
}
