import { Button, Skeleton, SkeletonItem } from '@fluentui/react-components'
import { AddRegular, ArrowRoutingRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import { type Rule, rulesQuery } from './rule.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { RuleList } from './rule-list.tsx'

/** Who comes into which profile. */
export function MappingRules() {
  const { rules: words } = useWords(DIRECTORY)
  const mayWrite = useMay()('organisation:write')
  const rules = useQuery(rulesQuery)
  const [open, setOpen] = useState<Rule | 'new'>()
  return (
    <Panel
      title={words.title}
      about={mayWrite ? words.about : `${words.about} ${words.readOnly}`}
      actions={
        mayWrite && (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setOpen('new')}>
            {words.add}
          </Button>
        )
      }
    >
      {rules.error ? (
        <Failed error={rules.error} reset={() => void rules.refetch()} />
      ) : rules.data === undefined ? (
        <Skeleton aria-hidden>
          <SkeletonItem size={64} />
        </Skeleton>
      ) : rules.data.length === 0 ? (
        <Empty icon={ArrowRoutingRegular} title={words.none} hint={words.noneHint} />
      ) : (
        <RuleList rules={rules.data} mayWrite={mayWrite} onChange={setOpen} />
      )}
      {open !== undefined && (
        <RuleDialog
          key={open === 'new' ? 'new' : `${open.id} ${open.version}`}
          rule={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  )
}
