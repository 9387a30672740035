import { seededRandom } from '@holdfast/base'
import type { Drive, GraphEmulator, TenantUser } from '@holdfast/graph-emulator'
import { Draw } from './draw.ts'
import { AWKWARD_NAMES, DRIVE_PLAN } from './file-names.ts'
import { OfficeFiles } from './office-files.ts'
import { GROUPS, PEOPLE, type Person } from './people.ts'

const DAY = 86_400_000
/** The office's last day at work. A fixed one: the same seed must make the same bytes, and documents carry their time. */
const LAST_DAY = Date.UTC(2026, 2, 2, 9)
const MIB = 1024 * 1024
const FOLDER_TIMES = { created: LAST_DAY - 1000 * DAY, modified: LAST_DAY - DAY }

/** Copies of each numbered file in an ordinary drive. */
const COPIES = 3

/**
 * Fills the emulator's tenant with people and their documents: Office, PDF, pictures, text, a notebook, long and awkward
 * names, empty and large files, versions, shared items, a shortcut, and one file that carries a virus's test pattern.
 * The same seed makes the same organisation.
 */
export async function fillOrganisation(
  emulator: GraphEmulator,
  options: { readonly seed: number },
): Promise<TenantUser[]> {
  const { tenant } = emulator
  const users = PEOPLE.map((person) => addPerson(emulator, person))
  for (const [at, user] of users.entries()) {
    const person = PEOPLE[at]
    if (!user.drive || !person) continue
    fillDrive(user.drive, person, new Draw(seededRandom(options.seed * 101 + at)))
    // Lets the event loop turn between drives: a server may be answering meanwhile.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  const [ada, juergen, misaki] = users.map((user) => user.drive)
  if (ada && juergen && misaki)
    addSpecialities(ada, juergen, misaki, new Draw(seededRandom(options.seed * 103)))
  for (const { name, members } of GROUPS)
    tenant.groups.add({
      displayName: name,
      members: users.filter((_, at) => members.includes(PEOPLE[at]?.alias ?? '')).map(({ id }) => id),
    })
  return users.filter((user) => tenant.user(user.id))
}

function addPerson({ tenant }: GraphEmulator, person: Person): TenantUser {
  return tenant.addUser({
    displayName: person.name,
    userPrincipalName: `${person.alias}@${tenant.domain}`,
    jobTitle: person.job,
    accountEnabled: person.enabled ?? true,
    ...(person.missing && { drive: person.missing }),
  })
}

function fillDrive(drive: Drive, person: Person, draw: Draw): void {
  for (const [path, names] of Object.entries(DRIVE_PLAN[person.language])) {
    const folder = makePath(drive, path)
    for (const name of names) {
      const numbers = name.includes('*') ? Array.from({ length: COPIES }, (_, at) => String(at + 1)) : ['']
      for (const number of numbers) {
        const modified = LAST_DAY - draw.between(1, 900) * DAY
        const file = name.replace('*', number)
        drive.putFile(folder, file, new OfficeFiles(draw, person, modified).make(file), {
          created: modified - draw.between(0, 90) * DAY,
          modified,
        })
      }
    }
  }
}

/** What an ordinary drive seldom has, and a backup must not stumble over. */
function addSpecialities(drive: Drive, second: Drive, third: Drive, draw: Draw): void {
  const awkward = makePath(drive, 'Awkward names')
  for (const name of AWKWARD_NAMES) drive.putFile(awkward, name, Buffer.from(`${name}\n`), someTime(draw))
  drive.putFile(
    awkward,
    `${'A very long name '.repeat(15).slice(0, 250)}.txt`,
    Buffer.from('255 is the limit\n'),
    someTime(draw),
  )
  third.putFile(
    'root',
    `${'非常に長い名前'.repeat(36).slice(0, 250)}.txt`,
    Buffer.from('750 bytes of name\n'),
    someTime(draw),
  )

  // As deep as OneDrive allows: a path of nearly 400 characters.
  const deep = makePath(
    drive,
    `Deep/${Array.from({ length: 18 }, (_, at) => `level ${String(at + 1).padStart(2, '0')} of eighteen`).join('/')}`,
  )
  drive.putFile(deep, 'bottom.txt', Buffer.from('found\n'), someTime(draw))

  const special = makePath(drive, 'Special')
  drive.putFile(special, 'empty.txt', Buffer.alloc(0), someTime(draw))
  drive.putFile(special, 'empty too.docx', Buffer.alloc(0), someTime(draw))
  drive.putFile(
    special,
    'Recording of the site visit.mp4',
    { seed: 42, size: 64 * MIB },
    { mimeType: 'video/mp4', ...someTime(draw) },
  )
  const original = draw.bytes(700_000)
  drive.putFile(special, 'Measurements.bin', original, someTime(draw))
  drive.putFile(special, 'Measurements - Copy.bin', original, someTime(draw))

  const report = drive.putFile(special, 'Report with versions.txt', Buffer.from('first draft\n'), {
    modified: LAST_DAY - 30 * DAY,
  })
  for (const [at, text] of ['second draft\n', 'third draft\n', 'final, really\n'].entries())
    drive.replaceContent(report.id, Buffer.from(text), { modified: LAST_DAY - (20 - at) * DAY })

  const notebooks = makePath(drive, 'Notebooks')
  drive.createNotebook(notebooks, 'Site diary', 'folder', someTime(draw))
  second.createNotebook('root', 'Messungen', 'bare', someTime(draw))

  const shared = makePath(drive, 'Shared')
  const plan = drive.putFile(shared, 'Common plan.txt', Buffer.from('for everyone\n'), someTime(draw))
  drive.share(plan.id, {
    roles: ['read'],
    link: { type: 'view', scope: 'organization', webUrl: 'https://contoso-my.sharepoint.com/:t:/g/plan' },
  })
  const flyer = drive.putFile(shared, 'Flyer.txt', Buffer.from('for the world\n'), someTime(draw))
  drive.share(flyer.id, {
    roles: ['read'],
    link: { type: 'view', scope: 'anonymous', webUrl: 'https://contoso-my.sharepoint.com/:t:/g/flyer' },
  })
  drive.share(shared, { roles: ['write'], grantedTo: second.ownerIdentity })

  const target = second.at('Dokumente')
  if (target) {
    const { id, name } = target
    const shortcut = { driveId: second.id, id, name, kind: 'folder', size: 0 } as const
    drive.update(drive.createShortcut('root', 'Dokumente von Jürgen', shortcut).id, FOLDER_TIMES)
  }

  const infected = second.putFile(
    'root',
    'Rechnung (offen).zip',
    Buffer.from('a file that the service takes for a virus\n'),
    someTime(draw),
  )
  second.setMalware(infected.id)
}

function someTime(draw: Draw): { created: number; modified: number } {
  const modified = LAST_DAY - draw.between(1, 400) * DAY
  return { created: modified - DAY, modified }
}

/** Makes the folders of a path; gives the id of the last. */
function makePath(drive: Drive, path: string): string {
  let at = drive.root.id
  for (const name of path.split('/').filter((part) => part !== ''))
    at = drive.createFolder(at, name, FOLDER_TIMES).id
  return at
}
