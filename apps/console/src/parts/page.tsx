import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components'
import { type ReactNode, useEffect } from 'react'
import { useCommon } from '../words/use-common.ts'

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    marginBlockEnd: tokens.spacingVerticalL,
  },
  // As wide as the actions leave it, and above them where that is too narrow to read.
  words: {
    flex: '1 1 320px',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
  },
  title: { overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** A page: its title, also of the browser's tab, what it is for, what can be done, and what it shows. */
export function Page(props: {
  readonly title: string
  readonly about?: ReactNode
  /** The way up: links above the title. */
  readonly above?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const { product } = useCommon()
  const { title, about, above, actions, children } = props
  useEffect(() => {
    document.title = `${title} · ${product}`
  }, [title, product])
  return (
    <>
      {above}
      <div className={styles.head}>
        <div className={styles.words}>
          <Title3 as="h1" className={styles.title}>
            {title}
          </Title3>
          {about && <Text className={styles.about}>{about}</Text>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </>
  )
}
