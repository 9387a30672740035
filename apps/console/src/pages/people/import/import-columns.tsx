import { makeStyles, tokens } from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { IMPORT } from '../words/import.ts'

const EXAMPLE = [
  'principalName;displayName;email;profile',
  'adele.vance@contoso.com;Adele Vance;adele.vance@contoso.com;Default',
  'megan.bowen@contoso.com;Megan Bowen;;',
].join('\r\n')

const useStyles = makeStyles({
  list: {
    marginBlock: `0 ${tokens.spacingVerticalM}`,
    paddingInlineStart: tokens.spacingHorizontalXL,
    lineHeight: tokens.lineHeightBase400,
  },
  link: { color: tokens.colorBrandForegroundLink },
})

/** What a file of people looks like, with an example to begin with. */
export function ImportColumns() {
  const words = useWords(IMPORT)
  const styles = useStyles()
  return (
    <div>
      <ul className={styles.list} aria-label={words.columns}>
        {Object.entries(words.columnsAbout).map(([column, about]) => (
          <li key={column}>
            <code>{column}</code>: {about}
          </li>
        ))}
      </ul>
      <a
        className={styles.link}
        download="people.csv"
        href={`data:text/csv;charset=utf-8,${encodeURIComponent(`${EXAMPLE}\r\n`)}`}
      >
        {words.example}
      </a>
    </div>
  )
}
