import { Button, Text } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import { BarTable } from '../../parts/charts/bar-table.tsx'
import { Failed } from '../../parts/failed.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { groupsQuery, ownersQuery } from './queries.ts'
import type { Grouping } from './search.ts'
import { useGroupName } from './use-group-name.ts'
import { GOVERNANCE } from './words.ts'

/** The people behind a bar, those with most data first. */
export function PeoplePanel({ by, chosen }: { readonly by: Grouping; readonly chosen: string }) {
  const words = useWords(GOVERNANCE)
  const { bytes, count } = useFormats()
  const may = useMay()
  const nameOf = useGroupName(by)
  const navigate = useNavigate()
  const groups = useQuery(groupsQuery(by)).data
  const { data, error, refetch } = useQuery(ownersQuery(by, chosen))
  const group = groups?.groups.find(({ key }) => key === chosen) ?? {
    key: chosen,
    name: chosen,
    region: null,
  }
  const label = words.peopleOf(nameOf(group))
  return (
    <Panel
      title={label}
      about={
        data && data.total.groups > data.groups.length
          ? words.shown(count(data.groups.length), count(data.total.groups))
          : undefined
      }
      actions={
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={words.close}
          onClick={() =>
            void navigate({ to: '/governance', search: by === 'source' ? {} : { by }, resetScroll: false })
          }
        />
      }
    >
      {error && !data ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : data?.groups.length === 0 ? (
        <Text>{words.noPeople}</Text>
      ) : (
        <BarTable
          label={label}
          title={words.person}
          rows={data?.groups}
          keyOf={({ key }) => key}
          nameOf={({ key, name }) =>
            may('people:read') ? <PageLink to={`/onedrive/${key}`}>{name}</PageLink> : name
          }
          amountOf={(owner) => owner.bytes}
          columns={[
            { key: 'data', title: words.data, textOf: (owner) => bytes(owner.bytes), isKept: true },
            { key: 'items', title: words.items, textOf: (owner) => count(owner.items) },
          ]}
        />
      )}
    </Panel>
  )
}
