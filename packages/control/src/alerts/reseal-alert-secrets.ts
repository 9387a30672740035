import type { SecretControl } from '../secrets/secret-box.ts'
import { rewriteSetting } from '../settings/stored-setting.ts'
import { MAIL_PASSWORD, MAIL_SETTING } from './mail/mail-settings.ts'
import { WEBHOOK_SECRET } from './webhook/webhook-signature.ts'

/** Seals the mail server's password and the webhooks' secrets with the newest key. Raises HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED. */
export async function resealAlertSecrets(control: SecretControl): Promise<void> {
  const { secrets } = control
  await control.sql.transaction().execute(async (transaction) => {
    await rewriteSetting(control, transaction, MAIL_SETTING, (value) => ({
      ...value,
      sealedPassword: value.sealedPassword && secrets.reseal(...MAIL_PASSWORD, value.sealedPassword),
    }))
    const subscriptions = await transaction
      .selectFrom('subscription')
      .select(['id', 'secret'])
      .where('secret', 'is not', null)
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const { id, secret } of subscriptions) {
      await transaction
        .updateTable('subscription')
        .set({ secret: secret && secrets.reseal(WEBHOOK_SECRET, id, secret) })
        .where('id', '=', id)
        .execute()
    }
  })
}
