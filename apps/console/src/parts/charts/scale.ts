/** Steps that people read well, in tenths of a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10]

/** Marks from 0 to at least `max`, evenly, at round numbers; for sizes at round numbers of a binary unit. */
export function ticksTo(max: number, isBytes = false, wanted = 4): readonly number[] {
  if (!(max > 0)) return [0, 1]
  const unit = isBytes ? 1024 ** Math.floor(Math.log2(Math.max(1, max)) / 10) : 1
  const rough = max / unit / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((each) => each * power >= rough * 0.999) ?? 10) * power * unit
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, index) => index * step)
}

/** At most `wanted` of so many places, evenly, the last one among them. */
export function placesOf(count: number, wanted: number): readonly number[] {
  if (count <= wanted) return Array.from({ length: count }, (_, index) => index)
  const each = Math.ceil((count - 1) / (wanted - 1))
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) => (count - 1 - index) % each === 0,
  )
}
