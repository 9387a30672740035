import { defineErrors } from '@holdfast/base'
import { expect, test } from 'vitest'
import { findGroups } from '../../src/index.ts'
import { actorOf, administrator } from '../people/world.ts'

const errors = defineErrors({
  HF_AWAY: { message: 'Microsoft is away.', hint: 'Try later.', status: 503, retry: 'later' },
})

const asked: string[] = []
const client = async () => ({
  async findGroups(name: string) {
    asked.push(name)
    return [
      { id: 'BBBB', displayName: 'Sales' },
      { id: 'aaaa', displayName: 'Engineering' },
    ]
  },
})

test('groups come by name, with ids as rules hold them', async () => {
  expect(await findGroups(administrator, client, 'x')).toEqual({
    groups: [
      { id: 'aaaa', name: 'Engineering' },
      { id: 'bbbb', name: 'Sales' },
    ],
    problem: null,
  })
  expect(asked).toEqual(['x'])
})

test('what Microsoft refuses is said, and nothing is found', async () => {
  const found = findGroups(administrator, () => Promise.reject(errors.HF_AWAY()), 'x')
  expect(await found).toEqual({ groups: [], problem: 'Microsoft is away. Try later.' })
})

test('what nobody expected is raised, and so is a role that makes no rules', async () => {
  await expect(findGroups(administrator, () => Promise.reject(new Error('x')), 'x')).rejects.toThrow('x')
  await expect(findGroups(actorOf('auditor'), client, 'x')).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})
