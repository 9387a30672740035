import { makeStyles, Text, tokens } from '@fluentui/react-components'
import {
  ArchiveRegular,
  CalendarErrorRegular,
  DataTrendingRegular,
  type FluentIcon,
  PersonKeyRegular,
  ShieldErrorRegular,
  TaskListLtrRegular,
} from '@fluentui/react-icons'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/translate.ts'
import type { ReportName } from './report-names.ts'
import { NAMES } from './words/names.ts'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    height: '100%',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    boxShadow: tokens.shadow4,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  icon: { flexShrink: 0, fontSize: '28px', color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  answers: { color: tokens.colorNeutralForeground2 },
})

const ICONS: Readonly<Record<ReportName, FluentIcon>> = {
  'last-backup-status': TaskListLtrRegular,
  'missed-backups': CalendarErrorRegular,
  'storage-growth': DataTrendingRegular,
  licences: PersonKeyRegular,
  'preserved-people': ArchiveRegular,
  'unusual-activity': ShieldErrorRegular,
}

/** A report by the question that it answers. */
export function ReportCard({ name }: { readonly name: ReportName }) {
  const names = useWords(NAMES)
  const styles = useStyles()
  const Icon = ICONS[name]
  return (
    <li>
      <Link to="/reports/$report" params={{ report: name }} className={styles.card}>
        <Icon className={styles.icon} aria-hidden />
        <span className={styles.words}>
          <Text as="h2" size={400} weight="semibold">
            {names.title[name]}
          </Text>
          <Text className={styles.answers}>{names.answers[name]}</Text>
        </span>
      </Link>
    </li>
  )
}
