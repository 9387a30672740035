import { HoldfastError } from '@holdfast/base'
import { controlErrors } from '@holdfast/control'
import type { FastifyError } from 'fastify'
import { serverErrors } from '../errors.ts'
import { isDatabaseFault } from './database-fault.ts'

/** The error that a client is told of: what is not known is told without a word of what it was. */
export function errorOf(error: unknown): HoldfastError {
  if (error instanceof HoldfastError) return error
  if (isDatabaseFault(error)) {
    return controlErrors.HF_DATABASE_UNAVAILABLE({ reason: 'it does not answer' }, { cause: error })
  }
  return (isFastifyError(error) && ofFramework(error)) || serverErrors.HF_INTERNAL({}, { cause: error })
}

function ofFramework({ code, statusCode = 500 }: FastifyError): HoldfastError | undefined {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return serverErrors.HF_BODY_TOO_LARGE()
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return serverErrors.HF_MEDIA_TYPE({ expected: 'application/json' })
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return serverErrors.HF_MALFORMED({ reason: 'the body is empty' })
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return serverErrors.HF_MALFORMED({ reason: 'the body is not what its headers say' })
    case 'FST_ERR_BAD_URL':
      return serverErrors.HF_MALFORMED({ reason: 'the address is not well encoded' })
  }
  const isRequest = statusCode >= 400 && statusCode < 500
  return isRequest ? serverErrors.HF_MALFORMED({ reason: 'it is not valid' }) : undefined
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('FST_')
}
