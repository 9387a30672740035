import { Checkbox, Field, Input, Select } from '@fluentui/react-components'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { useWords } from '../../../words/translate.ts'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import type { Connection } from './connection-query.ts'
import { CONNECTION } from './words.ts'

const CLOUDS = ['global', 'us-gov', 'us-dod', 'china'] as const

interface Draft {
  readonly tenantId: string
  readonly cloud: Connection['cloud']
  readonly licences: number | null
  readonly backup: string
  readonly hasOwnRestore: boolean
  readonly restore: string
}

function draftOf({ tenantId, cloud, licences, backup, restore }: Connection): Draft {
  return {
    tenantId,
    cloud,
    licences,
    backup: backup.clientId,
    hasOwnRestore: restore !== null,
    restore: restore?.clientId ?? '',
  }
}

/** Tenant, cloud, and the ids of the applications. */
export function IdsForm() {
  const words = useWords(CONNECTION)
  const form = useSettingForm<Connection, Draft>({
    queryKey: ['connection'],
    read: () => send(api.GET('/api/v1/connection')),
    draftOf,
    write: ({ tenantId, cloud, licences, backup, hasOwnRestore, restore }, header) =>
      api.PUT('/api/v1/connection', {
        params: { header },
        body: {
          tenantId,
          cloud,
          licences: licences ?? 0,
          backup: { clientId: backup },
          restore: hasOwnRestore ? { clientId: restore } : null,
        },
      }),
  })
  const { change, error } = form
  return (
    <SettingForm form={form}>
      {(draft) => (
        <>
          <Field label={words.tenantId} hint={words.tenantIdHint} required {...fieldFault(error, 'tenantId')}>
            <Input
              value={draft.tenantId}
              spellCheck={false}
              onChange={(_, { value }) => change({ tenantId: value })}
            />
          </Field>
          <Field label={words.backupClientId} required {...fieldFault(error, 'backup.clientId')}>
            <Input
              value={draft.backup}
              spellCheck={false}
              onChange={(_, { value }) => change({ backup: value })}
            />
          </Field>
          <Checkbox
            label={words.hasOwnRestore}
            checked={draft.hasOwnRestore}
            onChange={(_, { checked }) => change({ hasOwnRestore: checked === true })}
          />
          {draft.hasOwnRestore && (
            <Field label={words.restoreClientId} required {...fieldFault(error, 'restore.clientId')}>
              <Input
                value={draft.restore}
                spellCheck={false}
                onChange={(_, { value }) => change({ restore: value })}
              />
            </Field>
          )}
          <Field label={words.cloud} hint={words.cloudHint}>
            <Select
              value={draft.cloud}
              onChange={(_, { value }) => change({ cloud: value as Connection['cloud'] })}
            >
              {CLOUDS.map((each) => (
                <option key={each} value={each}>
                  {words.clouds[each]}
                </option>
              ))}
            </Select>
          </Field>
          <NumberField
            label={words.licences}
            hint={words.licencesHint}
            min={0}
            max={10_000_000}
            value={draft.licences}
            onChange={(licences) => change({ licences })}
            {...fieldFault(error, 'licences')}
          />
        </>
      )}
    </SettingForm>
  )
}
