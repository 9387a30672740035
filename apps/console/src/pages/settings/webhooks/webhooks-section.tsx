import { Switch } from '@fluentui/react-components'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { SECTION_WORDS } from '../section-words.ts'

interface Value {
  readonly allowLoopback: boolean
  readonly allowPrivate: boolean
}

/** Where webhooks may go. */
export function WebhooksSection() {
  const { webhooks: words } = useWords(SECTION_WORDS)
  const form = useSettingForm<Value, Value>({
    queryKey: ['setting', 'webhooks'],
    read: () => send(api.GET('/api/v1/settings/webhooks')),
    draftOf: (value) => value,
    write: (body, header) => api.PUT('/api/v1/settings/webhooks', { params: { header }, body }),
  })
  return (
    <Panel title={words.title} about={words.about}>
      <SettingForm form={form}>
        {(draft) => (
          <>
            <Switch
              label={words.allowLoopback}
              checked={draft.allowLoopback}
              onChange={(_, { checked }) => form.change({ allowLoopback: checked })}
            />
            <Switch
              label={words.allowPrivate}
              checked={draft.allowPrivate}
              onChange={(_, { checked }) => form.change({ allowPrivate: checked })}
            />
          </>
        )}
      </SettingForm>
    </Panel>
  )
}
