import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { Failed } from '../../../parts/failed.tsx'
import { fieldFault } from '../../../parts/field-fault.ts'
import { LeaveGuard } from '../../../parts/leave-guard.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { LIMITS, type Role, STAFF } from '../roles.ts'
import type { Account } from './accounts-query.ts'
import { isWholeScope, ProfileChoice } from './profile-choice.tsx'
import { ACCOUNTS } from './words.ts'

type Staff = Exclude<Role, 'person'>

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
})

/** Name, role and scope of somebody else's account. */
export function AccountForm({ account }: { readonly account: Account }) {
  const words = useWords(ACCOUNTS)
  const common = useCommon()
  const styles = useStyles()
  const notice = useNotice()
  const queries = useQueryClient()
  const [name, setName] = useState(account.name)
  const [role, setRole] = useState(account.role as Staff)
  const [profiles, setProfiles] = useState<readonly string[] | null>(account.profiles)
  const limit = LIMITS[role]
  const scope = limit === 'never' ? null : profiles
  const isDirty =
    name !== account.name ||
    role !== account.role ||
    JSON.stringify(scope) !== JSON.stringify(account.profiles)
  const saving = useMutation({
    async mutationFn() {
      await api.PATCH('/api/v1/accounts/{id}', {
        params: { path: { id: account.id }, header: { 'if-match': `"${account.version}"` } },
        body: { name, role, profiles: scope && [...scope] },
      })
      notice({ title: common.saved })
    },
    // What somebody else changed meanwhile is shown above, and this is tried on it again.
    onSettled: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    saving.mutate()
  }
  const isWhole = isWholeScope(limit, profiles)
  return (
    <Panel title={words.change}>
      <form className={styles.form} onSubmit={submit}>
        <LeaveGuard isDirty={isDirty} />
        {saving.error && <Failed error={saving.error} />}
        <Field label={words.name} required {...fieldFault(saving.error, 'name')}>
          <Input value={name} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Field label={words.role}>
          <Select value={role} onChange={(_, { value }) => setRole(value as Staff)}>
            {STAFF.map((each) => (
              <option key={each} value={each}>
                {common.role[each]}
              </option>
            ))}
          </Select>
        </Field>
        <ProfileChoice limit={limit} profiles={profiles} onChange={setProfiles} />
        <div>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={!isDirty || !isWhole || saving.isPending}
          >
            {common.save}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
