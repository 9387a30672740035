import { Empty } from '../../../parts/empty.tsx'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'

interface Skipped {
  readonly principalName: string
  readonly directoryId: string
  readonly reason: string
}

/** Whom a rule fits and who could not be taken in, with what to do about it. */
export function SkippedPeople({ skipped }: { readonly skipped: readonly Skipped[] }) {
  const { sync: words } = useWords(DIRECTORY)
  const reasons: Readonly<Record<string, string>> = words.reasons
  return (
    <DataTable
      label={words.skippedList}
      rows={skipped}
      total={skipped.length}
      idOf={({ directoryId }) => directoryId}
      height="480px"
      rowHeight={60}
      columns={[
        {
          key: 'person',
          title: words.person,
          width: 40,
          isName: true,
          isKept: true,
          render: ({ principalName }) => principalName,
        },
        {
          key: 'reason',
          title: words.reason,
          isKept: true,
          render: ({ reason }) => reasons[reason] ?? reason,
        },
      ]}
      empty={<Empty title={words.skippedNone} />}
    />
  )
}
