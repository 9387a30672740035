import { Field, Input, Switch, Text } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { CONNECTION } from './words.ts'

type Value = components['schemas']['ChangeNotifications']['value']

interface Draft {
  readonly enabled: boolean
  readonly publicUrl: string
  readonly minutes: number | null
}

/** Whether Microsoft tells of changes as they happen. */
export function ChangeNotifications() {
  const words = useWords(CONNECTION)
  const formats = useFormats()
  const form = useSettingForm<Value, Draft>({
    queryKey: ['setting', 'change-notifications'],
    read: () => send(api.GET('/api/v1/settings/change-notifications')),
    draftOf: ({ enabled, publicUrl, minutesBetweenBackups }) => ({
      enabled,
      publicUrl: publicUrl ?? '',
      minutes: minutesBetweenBackups,
    }),
    write: ({ enabled, publicUrl, minutes }, header) =>
      api.PUT('/api/v1/settings/change-notifications', {
        params: { header },
        body: {
          enabled,
          publicUrl: publicUrl === '' ? null : publicUrl,
          ...(minutes !== null && { minutesBetweenBackups: minutes }),
        },
      }),
  })
  const { change, error, value } = form
  return (
    <Panel title={words.notifications} about={words.notificationsAbout}>
      <SettingForm form={form}>
        {(draft) => (
          <>
            <Switch
              label={words.notificationsOn}
              checked={draft.enabled}
              onChange={(_, { checked }) => change({ enabled: checked })}
            />
            {draft.enabled && (
              <>
                <Field
                  label={words.publicUrl}
                  hint={words.publicUrlHint}
                  required
                  {...fieldFault(error, 'publicUrl', 'enabled')}
                >
                  <Input
                    type="url"
                    value={draft.publicUrl}
                    onChange={(_, { value: publicUrl }) => change({ publicUrl })}
                  />
                </Field>
                <NumberField
                  label={words.between}
                  unit={words.minutes}
                  min={5}
                  max={1_440}
                  value={draft.minutes}
                  onChange={(minutes) => change({ minutes })}
                  {...fieldFault(error, 'minutesBetweenBackups')}
                />
              </>
            )}
            {value?.enabled && <Text>{words.watched(formats.count(value.watched))}</Text>}
          </>
        )}
      </SettingForm>
    </Panel>
  )
}
