import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons'
import { useWords } from '../../../../words/translate.ts'
import { useCommon } from '../../../../words/use-common.ts'
import { accessOf } from '../../use-profile-facts.ts'
import { SETTINGS_OF_PROFILE } from '../../words/settings.ts'
import { WIZARD } from '../../words/wizard.ts'

const useStyles = makeStyles({
  table: {
    width: '100%',
    tableLayout: 'fixed',
    '& th:not(:last-child)': { width: '23%' },
    borderCollapse: 'collapse',
    '& caption': {
      textAlign: 'start',
      fontWeight: tokens.fontWeightSemibold,
      paddingBlock: tokens.spacingVerticalS,
    },
    '& thead th': { fontWeight: tokens.fontWeightSemibold },
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      padding: tokens.spacingHorizontalS,
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  chosen: { backgroundColor: tokens.colorSubtleBackgroundSelected, fontWeight: tokens.fontWeightSemibold },
  mark: {
    color: tokens.colorCompoundBrandForeground1,
    verticalAlign: 'middle',
    marginInlineStart: tokens.spacingHorizontalXS,
  },
})

const ROWS = [
  { adminAccess: true, personMayEdit: true },
  { adminAccess: true, personMayEdit: false },
  { adminAccess: false, personMayEdit: true },
  { adminAccess: false, personMayEdit: false },
] as const

/** What the two switches of privacy come to, all four of them, with the chosen one marked. */
export function AccessTable(props: {
  readonly privacy: { readonly adminAccess: boolean; readonly personMayEdit: boolean }
}) {
  const words = useWords(WIZARD)
  const { access } = useWords(SETTINGS_OF_PROFILE)
  const common = useCommon()
  const styles = useStyles()
  const chosen = accessOf(props.privacy)
  return (
    <table className={styles.table}>
      <caption>{words.results}</caption>
      <thead>
        <tr>
          <th scope="col">{words.mayReach}</th>
          <th scope="col">{words.mayEdit}</th>
          <th scope="col">{words.result}</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => {
          const key = accessOf(row)
          return (
            <tr
              key={key}
              className={mergeClasses(key === chosen && styles.chosen)}
              {...(key === chosen && { 'aria-current': true })}
            >
              <td>{row.adminAccess ? common.yes : common.no}</td>
              <td>{row.personMayEdit ? common.yes : common.no}</td>
              <td>
                {access[key]}
                {key === chosen && (
                  <CheckmarkCircleFilled className={styles.mark} aria-label={words.chosen} />
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
