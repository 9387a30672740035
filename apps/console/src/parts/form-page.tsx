import { Card, makeStyles, Text, Title2, tokens } from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useEffect } from 'react'
import { useCommon } from '../words/use-common.ts'

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: { width: 'min(100%, 420px)', boxSizing: 'border-box' },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** A page that is one form and nothing else; without `onSubmit` what stands in it brings its own. */
export function FormPage(props: {
  readonly title: string
  readonly onSubmit?: () => void
  readonly children: ReactNode
}) {
  const { title, onSubmit, children } = props
  const styles = useStyles()
  const { product } = useCommon()
  useEffect(() => {
    document.title = `${title} · ${product}`
  }, [title, product])
  function submit(event: FormEvent) {
    event.preventDefault()
    onSubmit?.()
  }
  const content = (
    <>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <Text weight="semibold">{product}</Text>
      </div>
      <Title2 as="h1">{title}</Title2>
      {children}
    </>
  )
  return (
    <main className={styles.page}>
      <Card className={styles.card} size="large">
        {onSubmit ? (
          <form className={styles.form} onSubmit={submit}>
            {content}
          </form>
        ) : (
          <div className={styles.form}>{content}</div>
        )}
      </Card>
    </main>
  )
}
