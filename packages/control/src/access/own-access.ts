import type { Control } from '../control.ts'
import { readSetting } from '../settings/stored-setting.ts'
import type { Actor } from './actor.ts'
import { sessionOfActor } from './session.ts'
import { signInSetting } from './sign-in-settings.ts'

/** What somebody signs in with. */
export interface OwnAccess {
  readonly email: string
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  /** Whether the role asks for one: it can be replaced, and not removed. */
  readonly mustHaveSecondFactor: boolean
  readonly recoveryCodesLeft: number
  /** Signs in with the organisation. */
  readonly isOfOrganisation: boolean
}

/** What the actor signs in with. Raises HF_SESSION_NEEDED. */
export async function readOwnAccess(control: Control, actor: Actor): Promise<OwnAccess> {
  return await control.sql.transaction().execute(async (transaction) => {
    const { account } = await sessionOfActor(control, transaction, actor)
    const { value } = await readSetting(transaction, signInSetting)
    const { left } = await transaction
      .selectFrom('recoveryCode')
      .select((row) => row.fn.countAll<number>().as('left'))
      .where('accountId', '=', account.id)
      .executeTakeFirstOrThrow()
    return {
      email: account.email,
      hasPassword: account.passwordHash !== null,
      hasSecondFactor: account.totpSecret !== null,
      mustHaveSecondFactor: value.secondFactorFor.includes(account.role),
      recoveryCodesLeft: Number(left),
      isOfOrganisation: account.subject !== null,
    }
  })
}
