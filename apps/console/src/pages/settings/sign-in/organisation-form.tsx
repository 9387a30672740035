import { Field, Input, Switch, Text } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { CopyButton } from '../../../parts/copy-button.tsx'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import type { Role } from '../roles.ts'
import { type Mapping, RoleMappings } from './role-mappings.tsx'
import { SIGN_IN_WORDS } from './words.ts'

type Value = components['schemas']['OrganisationSignInSetting']['value']

interface Draft {
  readonly enabled: boolean
  readonly issuer: string
  readonly clientId: string
  /** Empty to keep the one that is stored. */
  readonly clientSecret: string
  readonly tenantId: string
  readonly claim: string
  readonly scopes: string
  readonly people: boolean
  readonly roles: readonly Mapping[]
}

function draftOf({ enabled, issuer, clientId, tenantId, claim, scopes, people, roles }: Value): Draft {
  return {
    enabled,
    issuer,
    clientId,
    clientSecret: '',
    tenantId: tenantId ?? '',
    claim,
    scopes: scopes.join(' '),
    people,
    roles: roles.map(({ role, ...rest }) => ({ ...rest, role: role as Exclude<Role, 'person'> })),
  }
}

/** Signing in with the organisation by OpenID Connect. */
export function OrganisationForm() {
  const words = useWords(SIGN_IN_WORDS)
  const form = useSettingForm<Value, Draft>({
    queryKey: ['setting', 'organisation-sign-in'],
    read: () => send(api.GET('/api/v1/settings/organisation-sign-in')),
    draftOf,
    write: ({ clientSecret, tenantId, scopes, roles, ...rest }, header) =>
      api.PUT('/api/v1/settings/organisation-sign-in', {
        params: { header },
        body: {
          ...rest,
          tenantId: tenantId || null,
          scopes: scopes.split(/\s+/).filter((scope) => scope !== ''),
          roles: roles.map((each) => ({ ...each, profiles: each.profiles && [...each.profiles] })),
          ...(clientSecret !== '' && { clientSecret }),
        },
      }),
  })
  const { change, error, value } = form
  const callback = `${location.origin}/api/v1/sign-in/organisation/callback`
  return (
    <Panel title={words.organisation} about={words.organisationAbout}>
      <SettingForm form={form}>
        {(draft) => (
          <>
            <Switch
              label={words.enabled}
              checked={draft.enabled}
              onChange={(_, { checked }) => change({ enabled: checked })}
            />
            <Text>
              {words.callback} <code>{callback}</code> <CopyButton text={callback} />
            </Text>
            <Field label={words.issuer} hint={words.issuerHint} {...fieldFault(error, 'issuer', 'enabled')}>
              <Input
                value={draft.issuer}
                spellCheck={false}
                onChange={(_, { value: issuer }) => change({ issuer })}
              />
            </Field>
            <Field label={words.clientId} {...fieldFault(error, 'clientId')}>
              <Input
                value={draft.clientId}
                spellCheck={false}
                onChange={(_, { value: clientId }) => change({ clientId })}
              />
            </Field>
            <Field
              label={words.clientSecret}
              hint={value?.hasSecret ? words.secretKept : words.secretHint}
              {...fieldFault(error, 'clientSecret')}
            >
              <Input
                type="password"
                autoComplete="off"
                value={draft.clientSecret}
                onChange={(_, { value: clientSecret }) => change({ clientSecret })}
              />
            </Field>
            <Field label={words.tenantId} hint={words.tenantIdHint} {...fieldFault(error, 'tenantId')}>
              <Input
                value={draft.tenantId}
                spellCheck={false}
                onChange={(_, { value: tenantId }) => change({ tenantId })}
              />
            </Field>
            <Field label={words.scopes} hint={words.scopesHint} {...fieldFault(error, 'scopes')}>
              <Input
                value={draft.scopes}
                spellCheck={false}
                onChange={(_, { value: scopes }) => change({ scopes })}
              />
            </Field>
            <Field label={words.claim} hint={words.claimHint} {...fieldFault(error, 'claim')}>
              <Input
                value={draft.claim}
                spellCheck={false}
                onChange={(_, { value: claim }) => change({ claim })}
              />
            </Field>
            <RoleMappings mappings={draft.roles} onChange={(roles) => change({ roles })} />
            <Switch
              label={words.people}
              checked={draft.people}
              onChange={(_, { checked }) => change({ people: checked })}
            />
          </>
        )}
      </SettingForm>
    </Panel>
  )
}
