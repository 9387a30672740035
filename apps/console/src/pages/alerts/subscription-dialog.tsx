import {
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  shorthands,
} from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { ALERT_KINDS } from './alert-kind-words.ts'
import { isAlertKind, KIND_NAMES, SEVERITIES, type Severity } from './alert-search.ts'
import { RULES } from './rule-words.ts'
import type { Subscription } from './subscriptions-page.tsx'

const useStyles = makeStyles({
  kinds: {
    ...shorthands.borderStyle('none'),
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 220px), 1fr))',
  },
})

/** A new subscription, or a change of one: where to, which kinds, and how bad they must be. */
export function SubscriptionDialog(props: {
  readonly subscription: Subscription | undefined
  readonly onClose: () => void
  readonly onSecret: (secret: string) => void
}) {
  const { subscription: before, onClose, onSecret } = props
  const { subscriptions: words } = useWords(RULES)
  const { names } = useWords(ALERT_KINDS)
  const common = useCommon()
  const styles = useStyles()
  const notice = useNotice()
  const queries = useQueryClient()
  const [channel, setChannel] = useState(before?.channel ?? 'mail')
  const [target, setTarget] = useState(before?.target ?? '')
  const [minSeverity, setLeast] = useState<Severity>(before?.minSeverity ?? 'warning')
  const [kinds, setKinds] = useState(before?.kinds?.filter(isAlertKind) ?? null)
  const saving = useMutation({
    async mutationFn() {
      const body = { channel, target: target.trim(), minSeverity, kinds }
      if (before === undefined) return (await send(api.POST('/api/v1/subscriptions', { body }))).secret
      await api.PUT('/api/v1/subscriptions/{id}', {
        params: { path: { id: before.id }, header: { 'if-match': `"${before.version}"` } },
        body,
      })
      return null
    },
    async onSuccess(secret) {
      await queries.invalidateQueries({ queryKey: ['alerts', 'subscriptions'] })
      onClose()
      notice({ title: before === undefined ? words.added : words.saved })
      if (secret !== null) onSecret(secret)
    },
  })
  const lacks = target.trim() === '' || kinds?.length === 0
  return (
    <FormDialog
      onClose={onClose}
      title={before === undefined ? words.add : words.changeOf}
      isReady={!lacks}
      saving={saving}
    >
      {before === undefined && (
        <Field label={words.channel}>
          <RadioGroup
            layout="horizontal"
            value={channel}
            onChange={(_, { value }) => setChannel(value === 'webhook' ? 'webhook' : 'mail')}
          >
            <Radio value="mail" label={words.channels.mail} />
            <Radio value="webhook" label={words.channels.webhook} />
          </RadioGroup>
        </Field>
      )}
      <Field label={words.target[channel]} required>
        <Input
          type={channel === 'mail' ? 'email' : 'url'}
          value={target}
          onChange={(_, { value }) => setTarget(value)}
        />
      </Field>
      <Field label={words.least} hint={words.leastHint}>
        <Select
          value={minSeverity}
          onChange={(_, { value }) => setLeast(SEVERITIES.find((each) => each === value) ?? 'warning')}
        >
          {SEVERITIES.map((each) => (
            <option key={each} value={each}>
              {common.severity[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.kinds}>
        <RadioGroup
          layout="horizontal"
          value={kinds === null ? 'all' : 'some'}
          onChange={(_, { value }) => setKinds(value === 'all' ? null : [])}
        >
          <Radio value="all" label={words.allKinds} />
          <Radio value="some" label={words.someKinds} />
        </RadioGroup>
      </Field>
      {kinds !== null && (
        <fieldset className={styles.kinds} aria-label={words.someKinds}>
          {KIND_NAMES.map((kind) => (
            <Checkbox
              key={kind}
              label={names[kind]}
              checked={kinds.includes(kind)}
              onChange={(_, { checked }) =>
                setKinds(checked === true ? [...kinds, kind] : kinds.filter((each) => each !== kind))
              }
            />
          ))}
        </fieldset>
      )}
    </FormDialog>
  )
}
