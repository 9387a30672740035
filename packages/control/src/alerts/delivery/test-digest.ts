import { type Control, newId, now } from '../../control.ts'
import type { AlertDigest } from './channel.ts'

/** A made-up alert, by which somebody sees that alerts arrive. */
export function testDigest(control: Pick<Control, 'clock' | 'random'>, subject: string): AlertDigest {
  const at = now(control).toISOString()
  const alert = {
    id: newId(control),
    kind: 'test',
    subject,
    severity: 'info',
    title: 'This is a test',
    hint: 'Nothing is the matter: an administrator tries out how alerts arrive.',
    details: {},
    count: 1,
    firstAt: at,
    lastAt: at,
    resolvedAt: null,
  } as const
  return { at, open: 1, resolved: 0, alerts: [alert] }
}
