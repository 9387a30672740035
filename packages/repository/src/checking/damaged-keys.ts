import { type Id, idOf } from '../format/id.ts'
import type { Repository } from '../repository.ts'

/** Key files whose bytes are not those that their names stand for. */
export async function damagedKeys(repository: Repository): Promise<Id[]> {
  const damaged: Id[] = []
  for (const id of await repository.listIds('key')) {
    if (idOf(await repository.storage.load({ type: 'key', name: id })) !== id) damaged.push(id)
  }
  return damaged
}
