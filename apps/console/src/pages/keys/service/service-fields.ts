import type { KeyService } from '../keys-queries.ts'

export type ServiceKind = KeyService['service']

/** What a service wants to know, in this order. */
export const FIELDS = {
  aws: [
    { name: 'keyId', example: 'alias/holdfast', isRequired: true },
    { name: 'region', example: 'eu-central-1', isRequired: false },
  ],
  azure: [{ name: 'keyUrl', example: 'https://contoso.vault.azure.net/keys/holdfast', isRequired: true }],
  transit: [
    { name: 'address', example: 'https://bao.example.com:8200', isRequired: true },
    { name: 'key', example: 'holdfast', isRequired: true },
    { name: 'mount', example: 'transit', isRequired: false },
    { name: 'namespace', example: '', isRequired: false },
  ],
} as const satisfies Readonly<
  Record<ServiceKind, readonly { name: string; example: string; isRequired: boolean }[]>
>

export type FieldName = (typeof FIELDS)[ServiceKind][number]['name']
export type Entered = Readonly<Partial<Record<FieldName, string>>>

/** As the API takes it: what was left empty is left out. */
export function settingsOf(service: ServiceKind, entered: Entered): KeyService {
  const filled = FIELDS[service].flatMap(({ name }) => {
    const value = entered[name]?.trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return { service, ...Object.fromEntries(filled) } as KeyService
}
