import { firstAdministratorLink, newId, now } from '@holdfast/control'
import type { Hint } from './generate/any-value.ts'
import type { FuzzWorld } from './world/fuzz-world.ts'
import { ADMINISTRATOR, PASSWORD } from './world/seed-accounts.ts'
import { PATHS } from './world/seed-backups.ts'

/** What a request needs to succeed that no schema says. */
export interface Recipe {
  /** Who alone can; anybody who may where nothing is said. */
  readonly asker?: string
  readonly values?: (world: FuzzWorld) => Readonly<Record<string, readonly unknown[]>>
  /** Brings about what the operation is for. */
  readonly prepare?: (world: FuzzWorld) => Promise<Readonly<Record<string, readonly unknown[]>>>
}

/** Most people have no backup. */
const IN_BACKUP: Recipe = {
  values: ({ people: { adele, ben } }) => ({ peopleId: [adele.personId, ben.personId] }),
}

export const RECIPES: Readonly<Record<string, Recipe>> = {
  renameKeyProvider: { prepare: twoConnectors },
  removeKeyProvider: { prepare: twoConnectors },
  addKeyService: {
    values: () => ({
      settings: [{ service: 'transit', address: 'https://bao.example:8200', key: 'holdfast' }],
    }),
  },
  signIn: { values: () => ({ email: [ADMINISTRATOR], password: [PASSWORD] }) },
  giveSecondFactor: { asker: 'signing in by session', values: codeOf('set') },
  removeSecondFactor: { asker: 'with an app by session', values: codeOf('set') },
  makeRecoveryCodes: { asker: 'with an app by session', values: codeOf('set') },
  confirmSecondFactor: { asker: 'setting an app up by session', values: codeOf('pending') },
  readLink: { values: ({ accounts: { links } }) => ({ token: Object.values(links) }) },
  mailAccountLink: {
    values: ({ accounts: { links, invitedId } }) => ({ accountsId: [invitedId], token: [links.invitation] }),
  },
  acceptInvitation: { values: ({ accounts: { links } }) => ({ token: [links.invitation] }) },
  resetPassword: { values: ({ accounts: { links } }) => ({ token: [links.password] }) },
  restoreProfile: { values: ({ organisation }) => ({ profilesId: [organisation.deletedProfileId] }) },
  orderMappingRules: { values: ({ organisation }) => ({ rules: [organisation.ruleIds.toReversed()] }) },
  muteAlert: { values: () => ({ until: ['2999-01-01T00:00:00Z', null] }) },
  changeAlertRule: { values: () => ({ mutedUntil: ['2999-01-01T00:00:00Z', null] }) },
  listSnapshots: IN_BACKUP,
  readSnapshotFolder: IN_BACKUP,
  previewExclusions: IN_BACKUP,
  findInSnapshots: IN_BACKUP,
  listFileVersions: IN_BACKUP,
  downloadFile: IN_BACKUP,
  downloadZip: IN_BACKUP,
  listRestoreTargets: IN_BACKUP,
  importPeople: { values: () => ({ text: [CSV] }) },
  listScimUsers: { values: () => ({ filter: ['userName eq "ben@contoso.example"', 'active eq true'] }) },
  createScimUser: { values: () => ({ body: [scimUser('new.scim')] }) },
  replaceScimUser: { values: () => ({ body: [scimUser('renamed'), scimUser('renamed', false)] }) },
  patchScimUser: {
    values: () => ({ body: [scimPatch('displayName', 'Another Ben'), scimPatch('active', false)] }),
  },
  acceptFirstAdministrator: {
    prepare: async ({ control }) => {
      await control.sql
        .updateTable('account')
        .set({ state: 'disabled' })
        .where('role', '=', 'cloud-administrator')
        .execute()
      const { token } = await firstAdministratorLink(control)
      return { token: [token] }
    },
  },
}

/** Of two, either may go. */
async function twoConnectors({ control }: FuzzWorld): Promise<{ providersId: readonly string[] }> {
  const providersId = [newId(control), newId(control)]
  await control.sql
    .insertInto('keyProvider')
    .values(providersId.map((id) => ({ id, kind: 'connector' as const, name: id, createdAt: now(control) })))
    .execute()
  return { providersId }
}

const CSV =
  'principalName,displayName,profile\nzoe@contoso.example,Zoë,\nadele@contoso.example,Adele,Engineering\n'

/** Operations that cannot succeed here, and why. */
export const OUT_OF_REACH: Readonly<Record<string, string>> = {
  beginOrganisationSignIn: 'sends the browser to the provider of an organisation; none is set up',
  finishOrganisationSignIn: 'the provider of an organisation sends the browser here; none is set up',
}

/** What fields of a name hold, wherever they stand. */
const FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  path: PATHS,
  paths: PATHS,
  folder: ['Restored', 'a/b', 'Größe'],
  search: ['a', 'Adele', '%', '_'],
  timeZone: ['UTC', 'Europe/Berlin', 'Pacific/Chatham'],
  password: [PASSWORD, 'seven otters juggle plums'],
  current: [PASSWORD],
  target: ['somebody@contoso.example', 'https://192.0.2.1/hook'],
  tenantId: ['contoso.example', '11111111-1111-4111-8111-111111111111'],
  filter: [{}, { search: 'a' }],
  recipients: [['reports@contoso.example'], ['a@contoso.example', 'b@contoso.example']],
  sort: ['person', 'address'],
  time: ['07:00', '23:59'],
  expiresAt: ['2999-01-01T00:00:00Z', null],
  issuer: ['http://127.0.0.1:9/', ''],
  principalName: ['new.one@contoso.example', 'two@contoso.example', 'Drei@contoso.example'],
}

function scimUser(name: string, active = true): object {
  const address = `${name}@contoso.example`
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: address,
    displayName: name,
    externalId: name,
    active,
    emails: [{ value: address, type: 'work', primary: true }],
  }
}

function scimPatch(path: string, value: unknown): object {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path, value }],
  }
}

/** Values that fit, as far as anybody can know; the recipe's own first. */
export function hintsFor(
  world: FuzzWorld,
  prepared: Readonly<Record<string, readonly unknown[]>> = {},
): Hint {
  return ({ operation, name }, dice) => {
    const own = { ...RECIPES[operation]?.values?.(world), ...prepared }[name]
    if (own !== undefined && dice.chance(0.93)) return dice.pick(own)
    const usual = FIELDS[name]
    return usual !== undefined && dice.chance(0.85) ? dice.pick(usual) : undefined
  }
}

function codeOf(app: 'set' | 'pending'): NonNullable<Recipe['values']> {
  return ({ accounts }) => ({ code: [accounts.codes[app]()] })
}
