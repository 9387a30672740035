import type { BenchCase } from '../bench-case.ts'
import { diskUsage, missingPeers, Peers } from '../peers.ts'
import type { Row } from '../row.ts'
import { timed } from '../stopwatch.ts'
import { RemoteEmulator, type World } from '../world.ts'

/** Milliseconds to each answer, about what Microsoft's take. */
const ROUND_TRIP = 75

interface Tree {
  readonly folders: number
  readonly filesPerFolder: number
}

/** People keep few files in a folder: what a listing folder by folder costs is the number of folders. */
const FULL_TREE: Tree = { folders: 12_500, filesPerFolder: 8 }
const QUICK_TREE: Tree = { folders: 1_400, filesPerFolder: 5 }

const PEERS = 'against rclone sync + restic backup'

/** The same drive by `rclone sync` and `restic backup`, where they are installed. */
export const againstPeers: BenchCase = {
  name: 'against-peers',
  about: 'the same drives by rclone sync and restic backup: full, incremental, size of the repository',
  async run({ quick, world }) {
    const missing = missingPeers()
    if (missing.length > 0) {
      const skipped = `skipped: ${missing.join(' and ')} not installed`
      return [`full, ${PEERS}`, `incremental, ${PEERS}`, SIZE].map((name) => ({ name, figures: [], skipped }))
    }
    return [
      ...(await full(world, quick ? 1_000 : 4_000)),
      ...(await later(world, quick ? QUICK_TREE : FULL_TREE)),
    ]
  },
}

const SIZE = 'repository size against restic’s own on the same data'

async function full(world: World, files: number): Promise<Row[]> {
  await using emulator = await RemoteEmulator.start({ tls: true })
  const person = await emulator.personWith('full', { files, size: 100_000, filesPerFolder: 10 })
  await using peers = await Peers.make(world.path('full-peers'), emulator, person)
  const theirs = await timed(() => peers.backUp())
  const ours = await world.job(emulator.backupOf(person.driveId, world.path('full')))
  const [ourSize, theirSize] = [await diskUsage(world.path('full')), await diskUsage(peers.repository)]
  return [
    faster(`full, ${PEERS}, ${files} files of 100 kB`, 2, theirs.seconds, ours.seconds),
    { name: SIZE, figures: [{ value: ourSize / theirSize, unit: 'x', atMost: 1.02 }] },
  ]
}

/** Ten files changed in a drive of many folders: a listing folder by folder is what that costs the peers. */
async function later(world: World, { folders, filesPerFolder }: Tree): Promise<Row[]> {
  await using emulator = await RemoteEmulator.start({ tls: true })
  const recipe = { files: folders * filesPerFolder, size: 2_000, filesPerFolder }
  const person = await emulator.personWith('later', recipe)
  await using peers = await Peers.make(world.path('later-peers'), emulator, person)
  const job = emulator.backupOf(person.driveId, world.path('later'))
  // The state before: both have everything. The peers' mirror is made as a sync would have left it.
  await emulator.mirror(person.driveId, peers.mirror)
  await peers.backUpMirror()
  await world.job(job)
  const rows: Row[] = []
  for (const [latency, named] of [
    [ROUND_TRIP, `answers after ${ROUND_TRIP} ms`],
    [0, 'answers at once'],
  ] as const) {
    await emulator.latency(latency)
    await emulator.change(person.driveId, 10)
    const theirs = await timed(() => peers.backUp())
    const ours = await world.job(job)
    const name = `incremental, 10 of ${recipe.files.toLocaleString('en')} files changed, ${PEERS}, ${named}`
    rows.push(faster(name, 20, theirs.seconds, ours.seconds))
  }
  return rows
}

function faster(name: string, atLeast: number, theirs: number, ours: number): Row {
  return {
    name,
    figures: [{ value: theirs / ours, unit: 'x faster', atLeast }],
    details: `${ours.toFixed(1)} s against ${theirs.toFixed(1)} s`,
  }
}
