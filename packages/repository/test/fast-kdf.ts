import type { KdfParameters } from '../src/index.ts'

/** Weak on purpose: a test opens many repositories. */
export const FAST_KDF: KdfParameters = { N: 1024, r: 8, p: 1 }
