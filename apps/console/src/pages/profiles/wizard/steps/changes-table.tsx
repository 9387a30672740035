import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useWords } from '../../../../words/translate.ts'
import { WIZARD } from '../../words/wizard.ts'
import type { Change } from '../changes-between.ts'

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    '& caption': {
      textAlign: 'start',
      fontWeight: tokens.fontWeightSemibold,
      paddingBlock: tokens.spacingVerticalS,
    },
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      overflowWrap: 'anywhere',
      padding: tokens.spacingHorizontalS,
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  old: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through' },
})

/** Each setting that changes, as it was and as it becomes. */
export function ChangesTable({ changes }: { readonly changes: readonly Change[] }) {
  const words = useWords(WIZARD)
  const styles = useStyles()
  if (changes.length === 0) return <Text weight="semibold">{words.unchanged}</Text>
  return (
    <table className={styles.table}>
      <caption>{words.changes}</caption>
      <thead>
        <tr>
          <th scope="col">{words.setting}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={styles.old}>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
