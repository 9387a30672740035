import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newPassphrase, type PassphraseOptions, passphraseOf } from '../src/connector/passphrase.ts'
import { FakeEnvironment } from './fake-environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-passphrase-'))

function asker(options: PassphraseOptions = {}, variables: Readonly<Record<string, string>> = {}) {
  const environment = new FakeEnvironment([], { workingDirectory: folder, variables })
  return { environment, options, signal: new AbortController().signal }
}

test('a new passphrase is typed twice, and nothing is taken that was typed differently', async () => {
  const run = asker()
  const answers = ['one', 'one', 'one', 'two', '']
  run.environment.answer = () => answers.shift()
  expect(await newPassphrase(run)).toBe('one')
  await expect(newPassphrase(run)).rejects.toMatchObject({ code: 'HF_PASSPHRASES_DIFFER' })
  await expect(newPassphrase(run)).rejects.toMatchObject({ code: 'HF_NO_PASSPHRASE' })
})

test('without a terminal to type it, and nothing that names it, there is none', async () => {
  await expect(passphraseOf(asker(), 'Passphrase: ')).rejects.toMatchObject({ code: 'HF_NO_PASSPHRASE' })
})

test('a command prints it, out of whatever store the system has', async () => {
  const print = `"${process.execPath}" -e "console.log('from the store')"`
  expect(await newPassphrase(asker({ passphraseCommand: print }))).toBe('from the store')
})

test.each([
  ['fails', 'process.exitCode = 3', 'exit code 3'],
  ['prints nothing', '0', 'it printed nothing'],
])('a command that %s is said to have', async (_, script, reason) => {
  const passphraseCommand = `"${process.execPath}" -e "${script}"`
  await expect(passphraseOf(asker({ passphraseCommand }), '')).rejects.toMatchObject({
    code: 'HF_PASSPHRASE_COMMAND_FAILED',
    message: expect.stringContaining(reason),
  })
})

test('the credential that systemd passes to the service is found, after all that is named', async () => {
  writeFileSync(join(folder, 'holdfast-passphrase'), 'by systemd\n')
  writeFileSync(join(folder, 'named'), 'by a file\n')
  const variables = { CREDENTIALS_DIRECTORY: folder }
  expect(await passphraseOf(asker({}, variables), '')).toBe('by systemd')
  expect(await passphraseOf(asker({ passphraseFile: 'named' }, variables), '')).toBe('by a file')
  const elsewhere = asker({}, { CREDENTIALS_DIRECTORY: join(folder, 'none') })
  await expect(passphraseOf(elsewhere, '')).rejects.toMatchObject({ code: 'HF_NO_PASSPHRASE' })
})
