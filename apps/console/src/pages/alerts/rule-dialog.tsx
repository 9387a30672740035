import { Field, Input, Select, Switch } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { ALERT_KINDS } from './alert-kind-words.ts'
import { SEVERITIES, type Severity } from './alert-search.ts'
import { RULES } from './rule-words.ts'
import type { Rule } from './rules-page.tsx'
import { useRepeatWords } from './use-repeat-words.ts'

/** Hours that are offered; whatever the API was told besides stays to be chosen. */
const REPEATS = [0, 1, 4, 12, 24, 72, 168]

/** Changes how a kind of alert is told. */
export function RuleDialog({ rule, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const { rules: words } = useWords(RULES)
  const { names } = useWords(ALERT_KINDS)
  const common = useCommon()
  const repeated = useRepeatWords()
  const notice = useNotice()
  const queries = useQueryClient()
  const { kind, defaults, version } = rule
  const [enabled, setEnabled] = useState(rule.enabled)
  const [severity, setSeverity] = useState(rule.severity)
  const [repeatHours, setRepeat] = useState(rule.repeatHours)
  const [muted, setMuted] = useState(localOf(rule.mutedUntil))
  const repeats = [...new Set([...REPEATS, ...(rule.repeatHours === null ? [] : [rule.repeatHours])])].sort(
    (a, b) => a - b,
  )
  const saving = useMutation({
    mutationFn: () =>
      send(
        api.PUT('/api/v1/alert-rules/{kind}', {
          params: { path: { kind }, header: { 'if-match': `"${version}"` } },
          body: {
            enabled,
            severity,
            repeatHours,
            mutedUntil: muted === '' ? null : new Date(muted).toISOString(),
          },
        }),
      ),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['alerts'] })
      onClose()
      notice({ title: words.saved })
    },
  })
  return (
    <FormDialog onClose={onClose} title={words.changeOf(names[kind])} saving={saving}>
      <Field hint={words.enabledHint}>
        <Switch label={words.enabled} checked={enabled} onChange={(_, { checked }) => setEnabled(checked)} />
      </Field>
      <Field label={words.columns.severity}>
        <Select
          value={severity ?? ''}
          onChange={(_, { value }) => setSeverity(SEVERITIES.find((each) => each === value) ?? null)}
        >
          <option value="">{words.own(common.severity[defaults.severity])}</option>
          {SEVERITIES.map((each: Severity) => (
            <option key={each} value={each}>
              {common.severity[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.repeat}>
        <Select
          value={repeatHours === null ? '' : String(repeatHours)}
          onChange={(_, { value }) => setRepeat(value === '' ? null : Number(value))}
        >
          <option value="">{words.own(repeated(defaults.repeatHours))}</option>
          {repeats.map((hours) => (
            <option key={hours} value={String(hours)}>
              {repeated(hours)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.mutedUntil} hint={words.mutedHint}>
        <Input type="datetime-local" value={muted} onChange={(_, { value }) => setMuted(value)} />
      </Field>
    </FormDialog>
  )
}

/** An instant as the viewer's clock shows it, as such an input takes it; empty for none. */
function localOf(instant: string | null): string {
  if (instant === null) return ''
  const date = new Date(instant)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
