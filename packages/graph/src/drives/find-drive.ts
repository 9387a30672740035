import { graphErrors } from '../errors.ts'
import { readJson, readLimited } from '../http/answer.ts'
import { classify, isThrottleCode } from '../http/classify.ts'
import { type ErrorBody, parseErrorBody } from '../http/error-body.ts'
import type { Transport } from '../http/transport.ts'
import type { Drive, DriveLookup } from '../model/drive.ts'

/**
 * The OneDrive of a user. There are many spellings of "there is none" (see the table in Graph's issues
 * microsoft-graph-docs #2497, corso's error table): each is a state of that person, not a failure.
 * Raises EUSERNOTFOUND for an unknown user.
 */
export async function findDrive(
  transport: Transport,
  userId: string,
  signal?: AbortSignal,
): Promise<DriveLookup> {
  const answer = await transport.call({
    url: `/v1.0/users/${encodeURIComponent(userId)}/drive`,
    kind: 'item',
    accept: [400, 403, 404, 423],
    ...(signal && { signal }),
  })
  if (answer.statusCode === 200) return { state: 'found', drive: await readJson<Drive>(answer) }
  const body = parseErrorBody(await readLimited(answer))
  // Being too fast says nothing about the person.
  const state = isThrottleCode(body) ? undefined : missingState(answer.statusCode, body)
  if (state === 'unknown-user') throw graphErrors.EUSERNOTFOUND({ user: userId })
  if (!state) throw classify(answer.statusCode, body)
  return { state, reason: body.message || `Microsoft answers with status ${answer.statusCode} and no reason` }
}

function missingState(
  status: number,
  { code, message }: ErrorBody,
): 'none' | 'locked' | 'inaccessible' | 'unlicensed' | 'unknown-user' | undefined {
  if (status === 423) return 'locked'
  if (status === 404)
    return code === 'request_resourcenotfound' || code === 'erroruserinvalid' || code === 'errorinvaliduser'
      ? 'unknown-user'
      : 'none'
  if (/spo license/i.test(message)) return 'unlicensed'
  if (status === 400) return /mysite/i.test(message) ? 'none' : undefined
  // With a reason, 403 is a missing permission of ours; without one, the person has no plan for it.
  return message === '' ? 'inaccessible' : undefined
}
