import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { type Permission, useMe } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { InlineForm } from '../../../parts/inline-form.tsx'
import { PERMISSION_WORDS } from '../../../words/permissions.ts'
import { useWords } from '../../../words/translate.ts'
import { ACCOUNT } from '../words.ts'

const useStyles = makeStyles({
  scopes: {
    border: 0,
    margin: 0,
    padding: 0,
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
  },
  legend: { padding: 0, marginBlockEnd: tokens.spacingVerticalXS },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Makes an API token, for some of what the viewer may. `onMade` gets its text, which is not shown again. */
export function TokenForm(props: { readonly onMade: (token: string) => void; readonly onClose: () => void }) {
  const { tokens: words } = useWords(ACCOUNT)
  const permissions = useWords(PERMISSION_WORDS)
  const styles = useStyles()
  const queries = useQueryClient()
  const all = useMe()?.permissions ?? []
  const reading = all.filter((each) => each.endsWith(':read') && each !== 'data:read')
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [scopes, setScopes] = useState<ReadonlySet<Permission>>(new Set(reading))
  const making = useMutation({
    async mutationFn() {
      const made = await send(
        api.POST('/api/v1/me/tokens', { body: { name, scopes: [...scopes], days: Number(days) } }),
      )
      await queries.invalidateQueries({ queryKey: ['own-tokens'] })
      props.onMade(made.token)
    },
  })
  function toggle(scope: Permission, isChosen: boolean) {
    const next = new Set(scopes)
    if (isChosen) next.add(scope)
    else next.delete(scope)
    setScopes(next)
  }
  return (
    <InlineForm
      saving={making}
      verb={words.make}
      onClose={props.onClose}
      isReady={scopes.size > 0 && name !== ''}
    >
      <Field label={words.name} hint={words.nameHint} required {...fieldFault(making.error, 'name')}>
        <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={words.days} required {...fieldFault(making.error, 'days')}>
        <Input
          type="number"
          min={1}
          max={365}
          value={days}
          contentAfter={words.daysUnit}
          onChange={(_, { value }) => setDays(value)}
        />
      </Field>
      <fieldset className={styles.scopes}>
        <legend className={styles.legend}>{words.scopes}</legend>
        {all.map((scope) => (
          <Checkbox
            key={scope}
            label={permissions[scope]}
            checked={scopes.has(scope)}
            onChange={(_, { checked }) => toggle(scope, checked === true)}
          />
        ))}
      </fieldset>
      <div className={styles.actions}>
        <Button size="small" onClick={() => setScopes(new Set(reading))}>
          {words.onlyRead}
        </Button>
        <Button size="small" onClick={() => setScopes(new Set(all))}>
          {words.everything}
        </Button>
        <Button size="small" onClick={() => setScopes(new Set())}>
          {words.nothing}
        </Button>
      </div>
    </InlineForm>
  )
}
