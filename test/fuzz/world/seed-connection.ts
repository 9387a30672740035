import { changeConnection, makeCertificate, type SecretControl, systemActor } from '@holdfast/control'
import type { GraphEmulator } from '@holdfast/graph-emulator'

const system = systemActor('seed')

/** A connection with two applications, each with a secret that works and a certificate that waits. */
export async function seedConnection(control: SecretControl, microsoft: GraphEmulator): Promise<void> {
  const application = (roles: readonly string[]) => {
    const { appId, secrets } = microsoft.registerApp({ roles })
    return { clientId: appId, clientSecret: { value: secrets[0]?.value ?? '', expiresAt: null } }
  }
  const change = {
    tenantId: microsoft.tenant.id,
    backup: application(['Files.Read.All', 'GroupMember.Read.All', 'User.Read.All']),
    restore: application(['Files.ReadWrite.All']),
  }
  let { version } = await changeConnection(control, system, change, 0)
  for (const purpose of ['backup', 'restore'] as const) {
    version = (await makeCertificate(control, system, purpose, version)).version
  }
}

/** Where to reach it in the place of Microsoft. */
export function endpointsOf({ loginAuthority, baseUrl, caCertificate }: GraphEmulator) {
  return {
    authority: loginAuthority,
    graphRoot: baseUrl,
    ...(caCertificate !== undefined && { ca: caCertificate }),
  }
}
