import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { SECTION_WORDS } from '../section-words.ts'
import { KeepForm, type Kept } from './keep-form.tsx'

/** When there are alerts, and how long alerts, jobs and events are kept. */
export function KeepingSection() {
  const { keeping: words } = useWords(SECTION_WORDS)
  return (
    <>
      <AlertForm />
      <KeepForm setting="jobs" title={words.jobs} label={words.keepJobs} min={14} max={3_660} />
      <KeepForm
        setting="events"
        title={words.events}
        about={words.eventsAbout}
        label={words.keepEvents}
        min={1}
        max={3_650}
      />
    </>
  )
}

function AlertForm() {
  const { keeping: words } = useWords(SECTION_WORDS)
  const form = useSettingForm<Kept & { noBackupDays: number }, Kept & { noBackupDays: number | null }>({
    queryKey: ['setting', 'alerts'],
    read: () => send(api.GET('/api/v1/settings/alerts')),
    draftOf: (value) => value,
    write: ({ keepDays, noBackupDays }, header) =>
      api.PUT('/api/v1/settings/alerts', {
        params: { header },
        body: { keepDays: keepDays ?? 0, noBackupDays: noBackupDays ?? 0 },
      }),
  })
  return (
    <Panel title={words.alerts}>
      <SettingForm form={form}>
        {(draft) => (
          <>
            <NumberField
              label={words.noBackupDays}
              hint={words.noBackupDaysHint}
              unit={words.days}
              min={1}
              max={365}
              value={draft.noBackupDays}
              onChange={(noBackupDays) => form.change({ noBackupDays })}
              {...fieldFault(form.error, 'noBackupDays')}
            />
            <NumberField
              label={words.keepAlerts}
              unit={words.days}
              min={1}
              max={3_650}
              value={draft.keepDays}
              onChange={(keepDays) => form.change({ keepDays })}
              {...fieldFault(form.error, 'keepDays')}
            />
          </>
        )}
      </SettingForm>
    </Panel>
  )
}
