import { type Actor, requirePermission } from '../../access/actor.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, newId } from '../../control.ts'
import type { AlertChannels } from '../delivery/channel.ts'
import { testDigest } from '../delivery/test-digest.ts'
import { MAIL_SETTING } from './mail-settings.ts'

/**
 * Sends a mail by the settings that are stored, and waits until the server took it. Needs `organisation:write`. Raises
 * HF_MAIL_NOT_CONFIGURED, HF_MAIL_FAILED.
 */
export async function sendTestMail(
  control: Control,
  actor: Actor,
  { mail }: Pick<AlertChannels, 'mail'>,
  to: string,
  { signal = new AbortController().signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  requirePermission(actor, 'organisation:write')
  await control.sql.transaction().execute(async (transaction) => {
    await recordAudit(control, transaction, actor, {
      action: 'mail.tested',
      target: { kind: 'setting', id: MAIL_SETTING.key },
      details: { to },
    })
  })
  const id = newId(control)
  await mail.send(
    { id, subscriptionId: id, target: to, secret: null, digest: testDigest(control, id) },
    { signal },
  )
}
