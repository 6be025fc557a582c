/** Numbers, dates and "2 hours ago", as the reader's language has them. */
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function relative(iso: string, tag: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'long' })
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(0, 'second')
}

export function dateTime(iso: string, tag: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}

/** The time, and beneath it the day by the other calendar: Hijri where the reader's is civil. */
export function inBothCalendars(iso: string, tag: string): string {
  const [shown, hijri] = [new Intl.DateTimeFormat(tag).resolvedOptions().calendar, 'islamic-umalqura']
  const other = new Intl.DateTimeFormat(tag, { dateStyle: 'long', calendar: shown === hijri ? 'gregory' : hijri })
  return `${dateTime(iso, tag)}\n${other.format(new Date(iso))}`
}

export function day(iso: string, tag: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium' }).format(new Date(iso))
}

export function number(value: number, tag: string, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(tag, options).format(value)
}

export function bytes(value: number, tag: string): string {
  const [unit, size] = value >= 1e9 ? ['gigabyte', 1e9] : value >= 1e6 ? ['megabyte', 1e6] : value >= 1e3 ? ['kilobyte', 1e3] : ['byte', 1]
  return new Intl.NumberFormat(tag, { style: 'unit', unit: unit as string, maximumFractionDigits: 1 }).format(
    value / (size as number),
  )
}
