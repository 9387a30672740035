import { makeStyles, tokens } from '@fluentui/react-components'
import { CloudRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BarTable } from '../../parts/charts/bar-table.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { groupsQuery } from './queries.ts'
import type { Grouping } from './search.ts'
import { useGroupName } from './use-group-name.ts'
import { GOVERNANCE } from './words.ts'

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
  },
})

/** A bar for each group, as long as its data, with the way to the people behind it. */
export function GroupsPanel({ by, chosen }: { readonly by: Grouping; readonly chosen: string | undefined }) {
  const words = useWords(GOVERNANCE)
  const styles = useStyles()
  const { bytes, count } = useFormats()
  const nameOf = useGroupName(by)
  const { data, error, refetch } = useQuery(groupsQuery(by))
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />
  const isEmpty = data !== undefined && data.total.items === 0
  const areFiles = by === 'fileType' || by === 'sizeClass' || by === 'ageClass'
  return (
    <Panel
      title={words.charts[by]}
      about={
        data === undefined
          ? ' '
          : [
              words.total(
                bytes(data.total.bytes),
                count(data.total.items),
                count(data.total.groups),
                data.total.groups === 1,
              ),
              by === 'ageClass' ? words.ageNote : undefined,
            ]
              .filter(Boolean)
              .join('. ')
      }
    >
      {isEmpty ? (
        <Empty title={words.empty} hint={words.emptyHint} icon={CloudRegular}>
          <LinkButton to="/onedrive" appearance="primary">
            {words.toOnedrive}
          </LinkButton>
        </Empty>
      ) : (
        <BarTable
          label={words.charts[by]}
          title={words.groupings[by]}
          rows={data?.groups}
          keyOf={({ key }) => key}
          nameOf={(group) => (
            <Link
              to="/governance"
              search={{ ...(by !== 'source' && { by }), key: group.key }}
              resetScroll={false}
              className={styles.link}
              aria-label={words.showPeople(nameOf(group))}
            >
              {nameOf(group)}
            </Link>
          )}
          amountOf={(group) => group.bytes}
          isChosen={({ key }) => key === chosen}
          columns={[
            { key: 'data', title: words.data, textOf: (group) => bytes(group.bytes), isKept: true },
            { key: 'items', title: words.items, textOf: (group) => count(group.items) },
            { key: 'drives', title: words.drives, textOf: (group) => count(group.drives) },
            ...(areFiles
              ? []
              : [
                  {
                    key: 'stored',
                    title: words.stored,
                    textOf: (group: { storedBytes: number | null }) => bytes(group.storedBytes ?? 0),
                  },
                ]),
          ]}
        />
      )}
    </Panel>
  )
}
