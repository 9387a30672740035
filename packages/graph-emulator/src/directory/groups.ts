import type { Random } from '@holdfast/base'
import { formatGuid } from '../auth/app-registry.ts'

/** A group of the directory. Its members are users and groups, by object id. */
export interface Group {
  readonly id: string
  displayName: string
  readonly members: Set<string>
}

export interface GroupOptions {
  readonly id?: string
  readonly displayName: string
  readonly members?: readonly string[]
}

/** The groups of a tenant. Who was removed from the directory is in none of them as long as that lasts. */
export class Groups {
  readonly #random: Random
  readonly #groups = new Map<string, Group>()

  constructor(random: Random) {
    this.#random = random
  }

  add({ id = formatGuid(this.#random.bytes(16)), displayName, members = [] }: GroupOptions): Group {
    const group = { id, displayName, members: new Set(members.map((member) => member.toLowerCase())) }
    this.#groups.set(id.toLowerCase(), group)
    return group
  }

  find(id: string): Group | undefined {
    return this.#groups.get(id.toLowerCase())
  }

  addMember(groupId: string, memberId: string): void {
    this.#group(groupId).members.add(memberId.toLowerCase())
  }

  removeMember(groupId: string, memberId: string): void {
    this.#group(groupId).members.delete(memberId.toLowerCase())
  }

  /** Removes a group, also from the groups that it is a member of. */
  remove(id: string): void {
    this.#groups.delete(id.toLowerCase())
    for (const { members } of this.#groups.values()) members.delete(id.toLowerCase())
  }

  list(): (GroupOptions & { readonly id: string })[] {
    return [...this.#groups.values()].map(({ id, displayName, members }) => ({
      id,
      displayName,
      members: [...members],
    }))
  }

  /** Ids of a group's members and of theirs, without the group itself; groups may hold each other. */
  transitiveMembers(id: string): string[] {
    const found = new Set<string>()
    const pending = [...this.#group(id).members]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (found.has(next) || next === id.toLowerCase()) continue
      found.add(next)
      pending.push(...(this.find(next)?.members ?? []))
    }
    return [...found]
  }

  #group(id: string): Group {
    const group = this.find(id)
    if (!group) throw new Error(`there is no group ${id}`)
    return group
  }
}
