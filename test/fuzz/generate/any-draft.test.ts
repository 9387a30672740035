import { expect, test } from 'vitest'
import { apiDocument } from '../api-document.ts'
import { Dice } from '../dice.ts'
import { operationsOf } from '../document/operation.ts'
import { AnswerSchemas } from '../judge/answer-schemas.ts'
import { mutateRequest } from '../mutate/mutate-request.ts'
import { mutateValue } from '../mutate/mutate-value.ts'
import { toWire } from '../wire/wire-request.ts'
import { anyDraft } from './any-draft.ts'
import { ValueMaker } from './any-value.ts'
import { KnownValues } from './known-values.ts'

const document = await apiDocument()
const operations = operationsOf(document)

function maker(dice: Dice): ValueMaker {
  return new ValueMaker(dice, new KnownValues(), document.components?.schemas ?? {}, () => undefined)
}

test('a good request is one by the document', () => {
  const schemas = new AnswerSchemas(document)
  const dice = new Dice(1)
  const values = maker(dice)
  for (const operation of operations) {
    for (let round = 0; round < 15; round++) {
      const { body } = anyDraft(operation, values, dice)
      const fault = body === undefined ? undefined : schemas.fault(operation.body!.schema, body)
      expect(fault, `${operation.id}: ${JSON.stringify(body)}`).toBeUndefined()
    }
  }
})

test('the same seed makes the same requests', () => {
  const requests = () => {
    const dice = new Dice(7)
    const values = maker(dice)
    return operations.map((operation) => mutateRequest(anyDraft(operation, values, dice), dice))
  }
  expect(requests()).toEqual(requests())
})

test('a value with a field called toString stopped the fuzzer when it was changed again', () => {
  const dice = new Dice(5)
  const odd = JSON.parse('{"a":{"toString":1,"__proto__":[],"constructor":null}}')
  for (let round = 0; round < 2_000; round++) expect(() => mutateValue(odd, dice)).not.toThrow()
})

test('a long list that was repeated grew beyond what can be written', () => {
  const dice = new Dice(6)
  for (let round = 0; round < 300; round++) {
    let value: unknown = { list: ['x'.repeat(70_000)] }
    for (let again = 0; again < 3; again++) ({ value } = mutateValue(value, dice))
    expect((JSON.stringify(value) ?? '').length).toBeLessThan(50_000_000)
  }
})

test('what goes over the wire is an address', () => {
  const dice = new Dice(3)
  const values = maker(dice)
  for (const operation of operations) {
    expect(toWire(anyDraft(operation, values, dice)).target).toMatch(/^\/[\x21-\x7e]+$/)
    expect(mutateRequest(anyDraft(operation, values, dice), dice).target).toMatch(/^[\x21-\x7e]+$/)
  }
})
