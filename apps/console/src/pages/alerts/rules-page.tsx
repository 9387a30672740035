import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { send } from '../../api/send.ts'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import type { Column } from '../../parts/table/column.ts'
import { DataTable } from '../../parts/table/data-table.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { ALERT_KINDS } from './alert-kind-words.ts'
import { AlertTabs } from './alert-tabs.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { RULES } from './rule-words.ts'
import { SeverityBadge } from './severity-badge.tsx'
import { useRepeatWords } from './use-repeat-words.ts'
import { ALERTS } from './words.ts'

export type Rule = components['schemas']['AlertRule']

const useStyles = makeStyles({ about: { display: 'block', marginBlockEnd: tokens.spacingVerticalM } })

/** How each kind of alert is told. */
export function RulesPage() {
  const { rules: words } = useWords(RULES)
  const { title } = useWords(ALERTS)
  const styles = useStyles()
  const query = useQuery({
    queryKey: ['alerts', 'rules'],
    queryFn: async () => (await send(api.GET('/api/v1/alert-rules'))).rules,
  })
  const [opened, open] = useState<Rule>()
  const columns = useRuleColumns(open)
  return (
    <Page title={title}>
      <AlertTabs here="rules" />
      <Text className={styles.about}>{words.about}</Text>
      {query.error ? (
        <Failed error={query.error} reset={() => void query.refetch()} />
      ) : (
        <DataTable
          label={words.title}
          columns={columns}
          rows={query.data}
          idOf={({ kind }) => kind}
          empty={null}
        />
      )}
      {opened && <RuleDialog rule={opened} onClose={() => open(undefined)} />}
    </Page>
  )
}

function useRuleColumns(open: (rule: Rule) => void): readonly Column<Rule>[] {
  const { rules: words } = useWords(RULES)
  const { names } = useWords(ALERT_KINDS)
  const { moment } = useFormats()
  const repeated = useRepeatWords()
  const may = useMay()
  const { columns } = words
  const change: Column<Rule> = {
    key: 'actions',
    title: columns.actions,
    width: 14,
    keptWidth: 32,
    isKept: true,
    render: (rule) => (
      <Button size="small" aria-label={words.changeOf(names[rule.kind])} onClick={() => open(rule)}>
        {words.change}
      </Button>
    ),
  }
  return [
    { key: 'kind', title: columns.kind, isName: true, isKept: true, render: ({ kind }) => names[kind] },
    {
      key: 'told',
      title: columns.told,
      width: 22,
      keptWidth: 26,
      isKept: true,
      render: ({ enabled, mutedUntil }) => (
        <Badge
          appearance="tint"
          size="large"
          color={enabled && mutedUntil === null ? 'success' : 'informative'}
        >
          {!enabled
            ? words.told.off
            : mutedUntil === null
              ? words.told.on
              : words.told.muted(moment(mutedUntil))}
        </Badge>
      ),
    },
    {
      key: 'severity',
      title: columns.severity,
      width: 16,
      render: ({ severity, defaults }) => <SeverityBadge severity={severity ?? defaults.severity} />,
    },
    {
      key: 'repeat',
      title: columns.repeat,
      width: 20,
      render: ({ repeatHours, defaults }) => repeated(repeatHours ?? defaults.repeatHours),
    },
    ...(may('alerts:write') ? [change] : []),
  ]
}
