import { Field, Input, Select } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { SECTION_WORDS } from '../section-words.ts'
import { TestMail } from './test-mail.tsx'

type Value = components['schemas']['MailSetting']['value']

const SECURITIES = ['starttls', 'tls', 'none'] as const
/** The port that each is usually found at. */
const PORTS = { starttls: 587, tls: 465, none: 25 } as const

interface Draft {
  readonly host: string
  readonly port: number | null
  readonly security: Value['security']
  readonly user: string
  /** Empty to keep the one that is stored. */
  readonly password: string
  readonly from: string
  readonly publicUrl: string
}

function draftOf({ host, port, security, user, from, publicUrl }: Value): Draft {
  return {
    host: host ?? '',
    port,
    security,
    user: user ?? '',
    password: '',
    from: from ?? '',
    publicUrl: publicUrl ?? '',
  }
}

/** How mails are sent, and whether they arrive. */
export function MailSection() {
  const { mail: words } = useWords(SECTION_WORDS)
  const mayWrite = useMay()('organisation:write')
  const form = useSettingForm<Value, Draft>({
    queryKey: ['setting', 'mail'],
    read: () => send(api.GET('/api/v1/settings/mail')),
    draftOf,
    write: ({ host, port, security, user, password, from, publicUrl }, header) =>
      api.PUT('/api/v1/settings/mail', {
        params: { header },
        body: {
          host: host || null,
          port: port ?? 0,
          security,
          user: user || null,
          from: from || null,
          publicUrl: publicUrl || null,
          ...(user === '' ? { password: null } : password !== '' && { password }),
        },
      }),
  })
  const { change, error, value } = form
  return (
    <>
      <Panel title={words.server} about={words.about}>
        <SettingForm form={form}>
          {(draft) => (
            <>
              <Field label={words.host} hint={words.hostHint} {...fieldFault(error, 'host')}>
                <Input value={draft.host} onChange={(_, { value: host }) => change({ host })} />
              </Field>
              <Field label={words.security}>
                <Select
                  value={draft.security}
                  onChange={(_, { value: chosen }) => {
                    const security = chosen as Value['security']
                    change({ security, port: PORTS[security] })
                  }}
                >
                  {SECURITIES.map((each) => (
                    <option key={each} value={each}>
                      {words.securities[each]}
                    </option>
                  ))}
                </Select>
              </Field>
              <NumberField
                label={words.port}
                min={1}
                max={65_535}
                value={draft.port}
                onChange={(port) => change({ port })}
                {...fieldFault(error, 'port')}
              />
              <Field label={words.user} hint={words.userHint} {...fieldFault(error, 'user')}>
                <Input
                  autoComplete="off"
                  value={draft.user}
                  onChange={(_, { value: user }) => change({ user })}
                />
              </Field>
              {draft.user !== '' && (
                <Field
                  label={words.password}
                  hint={value?.hasPassword ? words.passwordKept : words.passwordHint}
                  {...fieldFault(error, 'password')}
                >
                  <Input
                    type="password"
                    autoComplete="new-password"
                    value={draft.password}
                    onChange={(_, { value: password }) => change({ password })}
                  />
                </Field>
              )}
              <Field label={words.from} hint={words.fromHint} {...fieldFault(error, 'from')}>
                <Input type="email" value={draft.from} onChange={(_, { value: from }) => change({ from })} />
              </Field>
              <Field label={words.publicUrl} hint={words.publicUrlHint} {...fieldFault(error, 'publicUrl')}>
                <Input
                  type="url"
                  value={draft.publicUrl}
                  onChange={(_, { value: publicUrl }) => change({ publicUrl })}
                />
              </Field>
            </>
          )}
        </SettingForm>
      </Panel>
      {mayWrite && <TestMail isReady={value?.host != null && value.from !== null && !form.isDirty} />}
    </>
  )
}
