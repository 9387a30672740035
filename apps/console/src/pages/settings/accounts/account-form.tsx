import { Field, Input, Select } from '@fluentui/react-components'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { LIMITS, type Role, STAFF } from '../roles.ts'
import type { Account } from './accounts-query.ts'
import { isWholeScope, ProfileChoice } from './profile-choice.tsx'
import { ACCOUNTS } from './words.ts'

type Staff = Exclude<Role, 'person'>

interface Draft {
  readonly name: string
  readonly role: Staff
  readonly profiles: readonly string[] | null
}

/** Name, role and scope of somebody else's account. */
export function AccountForm({ id }: { readonly id: string }) {
  const words = useWords(ACCOUNTS)
  const common = useCommon()
  const path = { id }
  const form = useSettingForm<Account, Draft>({
    queryKey: ['accounts', id, 'form'],
    async read() {
      const account = await send(api.GET('/api/v1/accounts/{id}', { params: { path } }))
      return { value: account, version: account.version }
    },
    draftOf: ({ name, role, profiles }) => ({ name, role: role as Staff, profiles }),
    write: ({ name, role, profiles }, header) =>
      api.PATCH('/api/v1/accounts/{id}', {
        params: { path, header },
        body: { name, role, profiles: LIMITS[role] === 'never' ? null : profiles && [...profiles] },
      }),
    alsoChanges: ['accounts'],
  })
  const { draft } = form
  const isReady = draft !== undefined && isWholeScope(LIMITS[draft.role], draft.profiles)
  return (
    <Panel title={words.change}>
      <SettingForm form={form} needs="accounts:write" isReady={isReady}>
        {({ name, role, profiles }) => (
          <>
            <Field label={words.name} required {...fieldFault(form.error, 'name')}>
              <Input value={name} onChange={(_, { value }) => form.change({ name: value })} />
            </Field>
            <Field label={words.role}>
              <Select value={role} onChange={(_, { value }) => form.change({ role: value as Staff })}>
                {STAFF.map((each) => (
                  <option key={each} value={each}>
                    {common.role[each]}
                  </option>
                ))}
              </Select>
            </Field>
            <ProfileChoice
              limit={LIMITS[role]}
              profiles={profiles}
              onChange={(chosen) => form.change({ profiles: chosen })}
            />
          </>
        )}
      </SettingForm>
    </Panel>
  )
}
