import type { BenchCase } from '../bench-case.ts'
import { againstPeers } from './against-peers.ts'
import { control } from './control.ts'
import { fullLarge } from './full-large.ts'
import { fullSmall } from './full-small.ts'
import { incremental } from './incremental.ts'
import { keys } from './keys.ts'
import { largeFile } from './large-file.ts'
import { million } from './million.ts'
import { paced } from './paced.ts'
import { pages } from './pages.ts'
import { primitives } from './primitives.ts'
import { restore } from './restore.ts'

export const CASES: readonly BenchCase[] = [
  primitives,
  paced,
  fullLarge,
  fullSmall,
  againstPeers,
  incremental,
  million,
  largeFile,
  restore,
  control,
  keys,
  pages,
]
