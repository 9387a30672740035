import type { SecretControl } from '../secrets/secret-box.ts'
import { rewriteSetting } from '../settings/stored-setting.ts'
import { OIDC_SECRET_PURPOSE, oidcSetting, rowOf } from './oidc/oidc-settings.ts'
import { TOTP_PURPOSE } from './second-factor.ts'

/**
 * Seals what sign-in keeps secret with the newest key, after a rotation. Whoever else seals something does the same,
 * before the older keys are forgotten. Raises HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED.
 */
export async function resealAccessSecrets(control: SecretControl): Promise<void> {
  const { secrets } = control
  await control.sql.transaction().execute(async (transaction) => {
    const accounts = await transaction
      .selectFrom('account')
      .select(['id', 'totpSecret', 'totpPending'])
      .where((query) => query.or([query('totpSecret', 'is not', null), query('totpPending', 'is not', null)]))
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const { id, totpSecret, totpPending } of accounts) {
      const again = (sealed: string | null) => sealed && secrets.reseal(TOTP_PURPOSE, id, sealed)
      await transaction
        .updateTable('account')
        .set({ totpSecret: again(totpSecret), totpPending: again(totpPending) })
        .where('id', '=', id)
        .execute()
    }
    await rewriteSetting(control, transaction, oidcSetting, (value) => ({
      ...value,
      sealedSecret:
        value.sealedSecret && secrets.reseal(OIDC_SECRET_PURPOSE, rowOf(value), value.sealedSecret),
    }))
  })
}
