import { deserialize, serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { defineErrors, errorOf, faultOf, HoldfastError, hasCode } from '../src/index.ts'

const errors = defineErrors({
  HF_SAMPLE: { message: 'No {path}.', hint: 'Make {path}.', status: 404, retry: 'later', exitCode: 9 },
})

/** As another process gets it. */
function sent(error: unknown): Error {
  return errorOf(deserialize(serialize(faultOf(error))))
}

test('an error of the catalogue is one in the other process, too', () => {
  const cause = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  const error = sent(errors.HF_SAMPLE({ path: '/{path}/a' }, { cause }))
  expect(error).toBeInstanceOf(HoldfastError)
  expect(hasCode(error, 'HF_SAMPLE')).toBe(true)
  expect(error).toMatchObject({
    message: 'No /{path}/a.',
    hint: 'Make /{path}/a.',
    status: 404,
    retry: 'later',
    exitCode: 9,
    context: { path: '/{path}/a' },
    cause: { message: 'no space', code: 'ENOSPC' },
  })
})

test('what a database says of a violation is kept', () => {
  const violation = Object.assign(new Error('duplicate'), { code: '23505', constraint: 'profile_name' })
  expect(sent(violation)).toMatchObject({ code: '23505', constraint: 'profile_name', message: 'duplicate' })
})

test('an error that names itself as its cause has an end', () => {
  const error = new Error('round') as Error & { cause: unknown }
  error.cause = error
  expect(sent(error).message).toBe('round')
})

test('what is no error becomes one', () => {
  expect(sent('odd').message).toBe('odd')
})
