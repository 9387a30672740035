import type { Draw } from '../draw.ts'

/** Pixels of a picture: three bytes each (red, green, blue), row by row from the top. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}

type Colour = readonly [number, number, number]

/** A landscape: sky, sun, a few ranges of hills, water in front, and a little grain. */
export function landscape(draw: Draw, width: number, height: number): Picture {
  const pixels = Buffer.alloc(width * height * 3)
  const sky: [Colour, Colour] = [
    [draw.between(60, 140), draw.between(110, 170), draw.between(190, 235)],
    [draw.between(225, 255), draw.between(190, 230), draw.between(150, 220)],
  ]
  const sun = { x: draw.between(0, width), y: draw.between(height * 0.1, height * 0.4), radius: height / 12 }
  const hills = [0.45, 0.58, 0.7].map((level, at) => ({
    level: level * height,
    swing: height * (0.12 - at * 0.03),
    wave: draw.between(60, 200) / 10_000,
    shift: draw.between(0, 1000),
    colour: [110 - at * 30, 130 - at * 25, 120 - at * 35] as const,
  }))
  const shore = height * draw.between(78, 88) * 0.01
  const grain = draw.bytes(4096)
  for (let x = 0; x < width; x++) {
    const tops = hills.map(
      ({ level, swing, wave, shift }) =>
        level + swing * (Math.sin((x + shift) * wave) + 0.4 * Math.sin((x + shift) * wave * 3.7)),
    )
    for (let y = 0; y < height; y++) {
      let colour: Colour = mix(sky[0], sky[1], y / (height * 0.7))
      if ((x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.radius ** 2) colour = [255, 244, 200]
      for (const [at, hill] of hills.entries()) if (y > (tops[at] ?? 0)) colour = hill.colour
      if (y > shore) colour = mix([70, 110, 140], [30, 60, 90], (y - shore) / (height - shore))
      const noise = (grain[(x * 131 + y * 977) % grain.length] ?? 0) % 9
      const at = (y * width + x) * 3
      pixels[at] = Math.max(0, colour[0] - noise)
      pixels[at + 1] = Math.max(0, colour[1] - noise)
      pixels[at + 2] = Math.max(0, colour[2] - noise)
    }
  }
  return { width, height, pixels }
}

/** A bar chart without words: one bar for each value from 0 to 1. */
export function barChart(values: readonly number[], width: number, height: number): Picture {
  const pixels = Buffer.alloc(width * height * 3, 0xff)
  const slot = width / values.length
  const base = height - 10
  for (let x = 0; x < width; x++) {
    const value = values[Math.floor(x / slot)] ?? 0
    const inside = (x % slot) / slot
    for (let y = 0; y < height; y++) {
      const bar = inside > 0.15 && inside < 0.85 && y < base && y > base - value * (height - 30)
      const colour = y === base ? [60, 60, 60] : bar ? [31, 111, 178] : undefined
      if (colour) pixels.set(colour, (y * width + x) * 3)
    }
  }
  return { width, height, pixels }
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share))
  return [
    from[0] + (to[0] - from[0]) * part,
    from[1] + (to[1] - from[1]) * part,
    from[2] + (to[2] - from[2]) * part,
  ]
}
