import { ANY_ID, type Expectations } from './expectation.ts'

// The person is nobody's: whoever passes here is told that there is nobody of that id, by the rule behind the route.
const readers = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'person',
] as const
const url = `/api/v1/people/${ANY_ID}`

export const snapshots: Expectations = {
  listSnapshots: { url: `${url}/snapshots`, allowed: readers },
  readSnapshotFolder: { url: `${url}/snapshots/latest/entries`, allowed: readers },
  previewExclusions: { url: `${url}/exclusion-preview`, body: {}, allowed: readers },
  findInSnapshots: { url: `${url}/find?name=x`, allowed: readers },
  listFileVersions: { url: `${url}/versions?path=x`, allowed: readers },
  downloadFile: { url: `${url}/snapshots/latest/file?path=x`, allowed: readers },
  downloadZip: { url: `${url}/snapshots/latest/zip`, allowed: readers },
  listRestoreTargets: { url: `${url}/restore-targets`, allowed: readers },
  requestRestore: { url: '/api/v1/restores', body: { personId: ANY_ID }, allowed: readers },
}
