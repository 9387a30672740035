import { expect, test } from 'vitest'
import { readArguments } from '../src/bench-arguments.ts'

const CASES = ['paced', 'restore']

test('flags and names of cases are read', () => {
  expect(readArguments(['--quick', '--json', '--only', 'paced', '--only', 'restore'], CASES)).toMatchObject({
    quick: true,
    json: true,
    strict: false,
    only: ['paced', 'restore'],
  })
})

test.each([
  [['--only', 'pased'], 'There is no case pased. The cases: paced, restore.'],
  [['--write', '--quick'], /full run/],
  [['--fast'], /--fast/],
  [['paced'], /paced/],
])('what makes no sense is told: %j', (args, problem) => {
  expect(readArguments(args, CASES)).toMatchObject({ problem: expect.stringMatching(problem) })
})
