import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../src/terminal/display-width.ts'
import { Progress } from '../../src/terminal/progress.ts'
import { FakeClock } from '../fake-clock.ts'
import { FakeStream } from '../fake-environment.ts'

const MIB = 1024 * 1024

function live(columns = 80) {
  const clock = new FakeClock()
  const stream = new FakeStream({ tty: true, columns })
  return { clock, stream, progress: new Progress({ stream, mode: 'live', clock }) }
}

describe('Progress on a terminal', () => {
  it('redraws one line at most ten times a second, however often it is told', async () => {
    const { clock, stream, progress } = live()
    progress.phase('Downloading', { items: 100_000, noun: 'file' })
    for (let i = 0; i < 1000; i++) {
      progress.add(1, 1000)
      await clock.advance(1)
    }
    expect(stream.writes.length).toBeGreaterThanOrEqual(9)
    expect(stream.writes.length).toBeLessThanOrEqual(10)
    for (const write of stream.writes) {
      expect(write.startsWith('\r') && write.endsWith('\u001b[K')).toBe(true)
      expect(write.slice(1)).not.toMatch(/[\r\n]/)
    }
    progress[Symbol.dispose]()
  })

  it('shows counts, bytes, share, rate and the time left', async () => {
    const { clock, stream, progress } = live(200)
    progress.phase('Downloading', { items: 2000, bytes: 100 * MIB, noun: 'file' })
    for (let second = 0; second < 10; second++) {
      progress.add(100, 5 * MIB)
      await clock.advance(1000)
    }
    expect(stream.writes.at(-1)).toContain(
      'Downloading: 1,000 of 2,000 files, 50.0 MiB of 100.0 MiB, 50 %, 5.00 MiB/s, ETA 10 s',
    )
    progress[Symbol.dispose]()
  })

  it('never fills the last cell, and keeps the end of long wide paths', async () => {
    const { clock, stream, progress } = live(60)
    progress.phase('Reading', { noun: 'file' })
    progress.add(3)
    progress.current(`会議/資料/${'漢字'.repeat(40)}/議事録.docx`)
    await clock.advance(100)
    const line = stream.writes[0]?.slice(1, -3) ?? ''
    expect(line).toMatch(/^Reading: 3 files, .*…漢?.*議事録\.docx$/)
    expect(displayWidth(line)).toBeLessThanOrEqual(59)
    progress[Symbol.dispose]()
  })

  it('cuts its own facts when the terminal is very narrow', async () => {
    const { clock, stream, progress } = live(20)
    progress.phase('Downloading', { items: 1_000_000, bytes: 1e12, noun: 'file' })
    await clock.advance(100)
    expect(displayWidth(stream.writes[0]?.slice(1, -3) ?? '')).toBe(19)
    progress[Symbol.dispose]()
  })

  it('does not let a file name command the terminal', async () => {
    const { clock, stream, progress } = live()
    progress.phase('Reading')
    progress.current('a\u001b[2Jb\rc\u202egpj.exe')
    await clock.advance(100)
    expect(stream.writes[0]?.slice(1, -3)).toContain('a\\u{1b}[2Jb\\u{d}c\\u{202e}gpj.exe')
    progress[Symbol.dispose]()
  })

  it('makes way for other output and ends with a clear line and no timer', async () => {
    const { clock, stream, progress } = live()
    progress.phase('Reading')
    await clock.advance(100)
    progress.interrupt(() => stream.write('Warning: x\n'))
    expect(stream.writes.slice(-2)).toEqual(['\r\u001b[K', 'Warning: x\n'])
    await clock.advance(100)
    expect(stream.writes.at(-1)).toContain('Reading')
    progress[Symbol.dispose]()
    expect(stream.writes.at(-1)).toBe('\r\u001b[K')
    await clock.advance(1000)
    expect(stream.writes.at(-1)).toBe('\r\u001b[K')
    expect(clock.sleeping).toBe(0)
  })

  it('starts each phase at zero', async () => {
    const { clock, stream, progress } = live()
    progress.phase('Listing', { noun: 'entry' })
    progress.add(500)
    await clock.advance(5000)
    progress.phase('Downloading', { items: 10, noun: 'file' })
    await clock.advance(100)
    expect(stream.writes.at(-1)).toContain('Downloading: 0 of 10 files, 0 %')
    progress[Symbol.dispose]()
  })
})

describe('Progress into a log', () => {
  it('writes a plain line every ten seconds', async () => {
    const clock = new FakeClock()
    const stream = new FakeStream({})
    const progress = new Progress({ stream, mode: 'plain', clock })
    progress.phase('Downloading', { items: 300, noun: 'file' })
    progress.current('secret.txt')
    for (let second = 0; second < 25; second++) {
      progress.add(10)
      await clock.advance(1000)
    }
    expect(stream.text).toBe(
      'Downloading: 100 of 300 files, 33 %, ETA 20 s\nDownloading: 200 of 300 files, 66 %, ETA 10 s\n',
    )
    progress[Symbol.dispose]()
  })
})

describe('Silent progress', () => {
  it('writes nothing and sets no timer', async () => {
    const clock = new FakeClock()
    const stream = new FakeStream({ tty: true })
    const progress = new Progress({ stream, mode: 'silent', clock })
    progress.phase('Downloading')
    progress.add(1)
    await clock.advance(60_000)
    expect(stream.writes).toEqual([])
    expect(clock.sleeping).toBe(0)
  })
})
