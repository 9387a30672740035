import { ConnectorHub } from '@holdfast/keys'
import { now } from '../control.ts'
import type { SecretControl } from '../secrets/secret-box.ts'
import { takeOn } from './enrolment.ts'
import { serverIdentity } from './server-identity.ts'

/** Who connects as a key connector, and whom of them the database knows. */
export async function openConnectorHub(
  control: SecretControl,
  onChange: (providerId: string, isConnected: boolean) => void,
): Promise<ConnectorHub> {
  const { sql, clock, random } = control
  return new ConnectorHub({
    identity: await serverIdentity(control),
    clock,
    random,
    enrol: takeOn(control),
    onChange,
    async identityOf(providerId) {
      const row = await sql
        .updateTable('keyProvider')
        .set({ seenAt: now(control) })
        .where('id', '=', providerId)
        .where('removedAt', 'is', null)
        .returning('identity')
        .executeTakeFirst()
      return row?.identity ? Buffer.from(row.identity, 'base64url') : undefined
    },
  })
}
