import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { openVault, vaultPlace } from '../src/vault-directory.ts'

test('a vault whose making was killed before its config is finished by the next backup', async () => {
  const place = vaultPlace(mkdtempSync(join(tmpdir(), 'holdfast-vault-')), 'drive')
  const options = { clock: systemClock, signal: new AbortController().signal }
  const { masterKey } = await openVault(place, options)
  rmSync(join(place.repository, 'config'))
  const finished = await openVault(place, options)
  expect(finished.masterKey.bytes).toEqual(masterKey.bytes)
  expect((await openVault(place, options)).config).toEqual(finished.config)
})
