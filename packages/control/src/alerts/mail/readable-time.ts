/** `2026-03-02 09:00 UTC` */
export function readableTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
}
