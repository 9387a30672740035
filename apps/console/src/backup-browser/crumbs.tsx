import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ChevronRightRegular, HomeRegular } from '@fluentui/react-icons'
import { useWords } from '../words/translate.ts'
import { partsOf } from './paths.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
  item: { display: 'flex', alignItems: 'center', minWidth: 0, maxWidth: '100%' },
  button: { minWidth: 0, maxWidth: '28ch', paddingInline: tokens.spacingHorizontalXS },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  here: { paddingInline: tokens.spacingHorizontalXS, overflowWrap: 'anywhere' },
})

/** The way from the root to a folder; every step leads back there. */
export function Crumbs(props: { readonly path: string; readonly go: (path: string) => void }) {
  const words = useWords(BROWSER)
  const styles = useStyles()
  const parts = partsOf(props.path)
  const steps = [
    { name: words.root, path: '' },
    ...parts.map((name, at) => ({ name, path: parts.slice(0, at + 1).join('/') })),
  ]
  return (
    <nav aria-label={words.place}>
      <ol className={styles.list}>
        {steps.map(({ name, path }, at) => (
          <li key={path} className={styles.item}>
            {at > 0 && <ChevronRightRegular aria-hidden />}
            {at < steps.length - 1 ? (
              <Button
                appearance="subtle"
                size="small"
                className={styles.button}
                {...(at === 0 && { icon: <HomeRegular aria-hidden /> })}
                title={name}
                onClick={() => props.go(path)}
              >
                <span className={styles.name}>{name}</span>
              </Button>
            ) : (
              <Text className={styles.here} weight="semibold" aria-current="location">
                {name}
              </Text>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
