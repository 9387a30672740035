import { makeStyles, tokens } from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { IMPORT } from '../words/import.ts'

const EXAMPLE = [
  'principalName;displayName;email;profile',
  'adele.vance@contoso.com;Adele Vance;adele.vance@contoso.com;Default',
  'megan.bowen@contoso.com;Megan Bowen;;',
].join('\r\n')

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  link: { color: tokens.colorBrandForegroundLink },
})

/** What a file of people looks like, with an example to begin with. */
export function ImportColumns() {
  const words = useWords(IMPORT)
  const styles = useStyles()
  return (
    <div>
      <ul className={styles.list} aria-label={words.columns}>
        {words.columnsAbout.split(' · ').map((column) => (
          <li key={column}>{column}</li>
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
