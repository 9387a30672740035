import { Button, type ButtonProps, makeStyles } from '@fluentui/react-components'
import { useMe } from '../api/me.ts'
import { Initials } from '../parts/initials.tsx'
import { useWords } from '../words/translate.ts'
import { SHELL } from './words.ts'

const useStyles = makeStyles({
  button: { minWidth: 0, paddingInline: '6px' },
})

/** Who is signed in: opens what concerns the account. */
export function AccountButton(props: ButtonProps) {
  const words = useWords(SHELL)
  const styles = useStyles()
  const name = useMe()?.name ?? ''
  return (
    <Button
      {...(props as object)}
      appearance="subtle"
      className={styles.button}
      aria-label={`${words.account}: ${name}`}
      icon={<Initials name={name} />}
    />
  )
}
