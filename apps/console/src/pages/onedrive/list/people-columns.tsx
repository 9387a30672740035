import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Column } from '../../../parts/table/column.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { ACTIONS } from '../actions/words.ts'
import { AppStatus } from '../app-status.tsx'
import { BackupStatus } from '../backup-status.tsx'
import { ONEDRIVE } from '../words.ts'
import type { PeopleSort } from './people-search.ts'
import { StatusDetails } from './status-details.tsx'
import type { Person } from './use-people.ts'

const useStyles = makeStyles({
  name: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  link: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    ':hover': { textDecorationLine: 'underline' },
  },
  address: { color: tokens.colorNeutralForeground2 },
})

/** The columns of the list; the last one opens what can be done with the row. */
export function usePeopleColumns(
  openMenu: (person: Person, button: HTMLElement) => void,
): readonly Column<Person, PeopleSort>[] {
  const words = useWords(ONEDRIVE)
  const actions = useWords(ACTIONS)
  const styles = useStyles()
  const { moment, ago, bytes } = useFormats()
  return useMemo(
    () => [
      {
        key: 'name',
        title: words.columns.name,
        sort: 'name',
        isName: true,
        isKept: true,
        render: ({ id, displayName, principalName }) => (
          <span className={styles.name}>
            <Link to="/onedrive/$personId" params={{ personId: id }} className={styles.link} preload={false}>
              {displayName}
            </Link>
            <Text size={200} className={styles.address} truncate wrap={false}>
              {principalName}
            </Text>
          </span>
        ),
      },
      {
        key: 'lastSuccess',
        title: words.columns.lastSuccess,
        sort: 'lastSuccess',
        width: 15,
        render: ({ onedrive }) =>
          onedrive?.lastSuccessAt ? (
            <span className={styles.name}>
              <Text truncate wrap={false}>
                {ago(onedrive.lastSuccessAt)}
              </Text>
              <Text size={200} className={styles.address} truncate wrap={false}>
                {moment(onedrive.lastSuccessAt)}
              </Text>
            </span>
          ) : (
            words.never
          ),
      },
      {
        key: 'bytes',
        title: words.columns.bytes,
        sort: 'bytes',
        isNumber: true,
        width: 9,
        render: ({ onedrive }) => bytes(onedrive?.bytes ?? 0),
      },
      {
        key: 'app',
        title: words.columns.app,
        width: 12,
        render: (person) => <AppStatus person={person} />,
      },
      {
        key: 'status',
        title: words.columns.status,
        sort: 'status',
        isKept: true,
        width: 21,
        keptWidth: 36,
        render: (person) => <BackupStatus person={person} isBrief />,
      },
      {
        key: 'details',
        title: words.columns.details,
        sort: 'error',
        width: 12,
        render: (person) => <StatusDetails person={person} />,
      },
      {
        key: 'actions',
        title: words.columns.actions,
        isTitleHidden: true,
        width: 6,
        keptWidth: 16,
        isKept: true,
        render: (person) => (
          <Button
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label={actions.actionsFor(person.displayName)}
            aria-haspopup="menu"
            onClick={({ currentTarget }) => openMenu(person, currentTarget)}
          />
        ),
      },
    ],
    [words, actions, styles, moment, ago, bytes, openMenu],
  )
}
