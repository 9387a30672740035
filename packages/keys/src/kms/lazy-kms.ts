import { keyErrors } from '../errors.ts'
import type { Kms } from './kms.ts'

/** Where a key management service is, and which key of it; never what it takes to sign in. */
export type KmsPlace =
  | { readonly service: 'aws'; readonly keyId: string; readonly region?: string | undefined }
  /** `https://contoso.vault.azure.net/keys/holdfast` */
  | { readonly service: 'azure'; readonly keyUrl: string }
  | {
      readonly service: 'transit'
      readonly address: string
      readonly key: string
      readonly mount?: string | undefined
      readonly namespace?: string | undefined
    }

/**
 * A key management service whose library, which is large, is loaded when it is first asked. AWS and Azure find their
 * credentials as their own tools do.
 */
export function lazyKms(place: KmsPlace, transitToken: () => Promise<string | undefined>): Kms {
  let opened: Promise<Kms> | undefined
  const kms = (): Promise<Kms> => {
    opened ??= open(place, transitToken)
    return opened
  }
  return {
    name: nameOf(place),
    wrap: async (...what) => await (await kms()).wrap(...what),
    unwrap: async (...what) => await (await kms()).unwrap(...what),
    rewrap: async (...what) => await (await kms()).rewrap(...what),
  }
}

async function open(place: KmsPlace, transitToken: () => Promise<string | undefined>): Promise<Kms> {
  if (place.service === 'aws') {
    const { AwsKms } = await import('./aws-kms.ts')
    const { keyId, region } = place
    return new AwsKms({ keyId, ...(region !== undefined && { client: { region } }) })
  }
  if (place.service === 'azure') {
    const { AzureKeyVault } = await import('./azure-key-vault.ts')
    const { DefaultAzureCredential } = await import('@azure/identity')
    const { origin, pathname } = new URL(place.keyUrl)
    const key = pathname.split('/').findLast((part) => part !== '') ?? ''
    return new AzureKeyVault({ vaultUrl: origin, key, credential: new DefaultAzureCredential() })
  }
  const { TransitKms } = await import('./transit-kms.ts')
  const { address, key, mount, namespace } = place
  return new TransitKms({
    address,
    key,
    ...(mount !== undefined && { mount }),
    ...(namespace !== undefined && { namespace }),
    async token() {
      const token = await transitToken()
      if (token !== undefined) return token
      throw keyErrors.EKEY_REFUSED({ provider: nameOf(place), reason: 'VAULT_TOKEN is not set' })
    },
  })
}

function nameOf(place: KmsPlace): string {
  if (place.service === 'aws') return `AWS KMS (${place.keyId})`
  return place.service === 'azure' ? `Azure Key Vault (${place.keyUrl})` : `transit key ${place.key}`
}
