import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { EXCLUSIONS } from '../words/exclusions.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  rule: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  examples: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
})

interface Rule {
  readonly rule: string
  readonly files: number
  readonly bytes: number
  readonly examples: readonly string[]
}

/** What each rule would leave out, that of the most bytes first. */
export function RulesFound({ rules }: { readonly rules: readonly Rule[] }) {
  const words = useWords(EXCLUSIONS)
  const formats = useFormats()
  const styles = useStyles()
  const named = (rule: string) => {
    const [, kind, name = rule] = /^(extension|file name|folder) (.*)$/s.exec(rule) ?? []
    if (kind === 'extension') return words.rules.extension(name)
    if (kind === 'file name') return words.rules.name(name)
    return kind === 'folder' ? words.rules.folder(name) : rule
  }
  return (
    <ul className={styles.list} aria-label={words.preview}>
      {rules.map(({ rule, files, bytes, examples }) => (
        <li key={rule} className={styles.rule}>
          <div className={styles.head}>
            <Text weight="semibold">{named(rule)}</Text>
            <Text>{`${words.files}: ${formats.count(files)} · ${formats.bytes(bytes)}`}</Text>
          </div>
          <Text size={200} className={styles.examples}>
            {`${words.examples}: ${examples.join(', ')}`}
          </Text>
        </li>
      ))}
    </ul>
  )
}
