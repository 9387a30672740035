import { createPrivateKey, X509Certificate } from 'node:crypto'
import { graphErrors } from '../errors.ts'

/** How to reach one organisation. The secret or certificate is all that is confidential. */
export interface GraphConnection {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret?: string
  /** PEM with the private key and the certificate. */
  readonly certificate?: string
  readonly cloud?: Cloud
  /** Sign-in host, for instance https://login.microsoftonline.com; overrides the cloud's. */
  readonly authority?: string
  /** For instance https://graph.microsoft.com; overrides the cloud's. */
  readonly graphRoot?: string
  /** PEM of a private certificate authority to trust besides the public ones. */
  readonly ca?: string
}

export type Cloud = 'global' | 'us-gov' | 'us-dod' | 'china'

/** Sign-in host and Graph root of Microsoft's clouds (Graph documentation: concepts/deployments). */
export const CLOUDS: Readonly<Record<Cloud, { readonly authority: string; readonly graphRoot: string }>> = {
  global: { authority: 'https://login.microsoftonline.com', graphRoot: 'https://graph.microsoft.com' },
  'us-gov': { authority: 'https://login.microsoftonline.us', graphRoot: 'https://graph.microsoft.us' },
  'us-dod': { authority: 'https://login.microsoftonline.us', graphRoot: 'https://dod-graph.microsoft.us' },
  china: {
    authority: 'https://login.chinacloudapi.cn',
    graphRoot: 'https://microsoftgraph.chinacloudapi.cn',
  },
}

export interface Endpoints {
  readonly authority: string
  readonly graphRoot: string
}

/** The hosts of a connection. Raises HF_CONNECTION_INCOMPLETE when something is missing. */
export function endpointsOf(connection: GraphConnection): Endpoints {
  const missing = [
    connection.tenantId ? '' : 'no tenant id',
    connection.clientId ? '' : 'no client id',
    connection.clientSecret || connection.certificate ? '' : 'no client secret and no certificate',
    certificateFault(connection.certificate),
  ].filter((text) => text !== '')
  if (missing.length > 0) throw graphErrors.HF_CONNECTION_INCOMPLETE({ missing: missing.join(', ') })
  const cloud = CLOUDS[connection.cloud ?? 'global']
  return {
    authority: (connection.authority ?? cloud.authority).replace(/\/+$/, ''),
    // People copy the root with its version from the documentation.
    graphRoot: (connection.graphRoot ?? cloud.graphRoot).replace(/(\/v1\.0)?\/*$/i, ''),
  }
}

/** What is wrong with a PEM that should hold a certificate and its private key; empty when nothing is. */
function certificateFault(pem: string | undefined): string {
  if (!pem) return ''
  try {
    new X509Certificate(pem)
  } catch {
    return 'the certificate file holds no certificate in PEM form'
  }
  try {
    const { asymmetricKeyType } = createPrivateKey(pem)
    return asymmetricKeyType === 'rsa' ? '' : 'the private key of the certificate is no RSA key'
  } catch {
    return 'the certificate file holds no private key in PEM form, or one with a passphrase'
  }
}
