import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { FormDialog } from '../../../parts/form-dialog.tsx'
import { ProfileField } from '../../../parts/profile-field.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import { ConditionFields } from './condition-fields.tsx'
import { type Rule, rulesQuery } from './rule.ts'
import { conditionFrom, type TypedCondition, typedFrom } from './typed-condition.ts'

/** A new rule, or another condition and profile for one that there is. */
export function RuleDialog({
  rule,
  onClose,
}: {
  readonly rule: Rule | undefined
  readonly onClose: () => void
}) {
  const { rules: words } = useWords(DIRECTORY)
  const notice = useNotice()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<TypedCondition>(() => typedFrom(rule?.condition))
  const [profileId, setProfileId] = useState(rule?.profileId ?? '')
  const condition = conditionFrom(typed)
  const saving = useMutation({
    async mutationFn() {
      if (condition === undefined) return
      const body = { condition, profileId }
      if (rule === undefined) return void (await send(api.POST('/api/v1/mapping-rules', { body })))
      const params = { path: { id: rule.id }, header: { 'if-match': `"${rule.version}"` } }
      await send(api.PATCH('/api/v1/mapping-rules/{id}', { params, body }))
    },
    async onSuccess() {
      notice({ title: rule ? words.changed : words.added, body: words.applies })
      await queries.invalidateQueries({ queryKey: rulesQuery.queryKey })
      onClose()
    },
    onError: () => void queries.invalidateQueries({ queryKey: rulesQuery.queryKey }),
  })
  const isComplete = condition !== undefined && profileId !== ''
  return (
    <FormDialog
      onClose={onClose}
      title={rule ? words.changeTitle : words.addTitle}
      isReady={isComplete}
      saving={saving}
    >
      <Field label={words.who}>
        <RadioGroup
          value={typed.kind}
          onChange={(_, { value }) => setTyped({ ...typed, kind: value as TypedCondition['kind'] })}
        >
          <Radio value="everyone" label={words.kinds.everyone} />
          <Radio value="group" label={words.kinds.group} />
          <Radio value="attribute" label={words.kinds.attribute} />
        </RadioGroup>
      </Field>
      <ConditionFields
        typed={typed}
        onChange={(fields) => setTyped((before) => ({ ...before, ...fields }))}
      />
      <ProfileField label={words.profile} none="–" isRequired value={profileId} onChange={setProfileId} />
    </FormDialog>
  )
}
