/** Figures to be seen at a glance, drawn here; each also says in words what it shows. */
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'

interface Part {
  name: string
  value: number
  colour: string
}

/** Parts of a whole in one bar, with their names and numbers beneath. */
export function Shares({ label, parts }: { label: string; parts: Part[] }) {
  const { tag } = useI18n()
  const whole = parts.reduce((sum, part) => sum + part.value, 0)
  return (
    <figure className="grid gap-3">
      <figcaption className="font-semibold">{label}</figcaption>
      <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-full bg-sunk">
        {parts.filter((part) => part.value > 0).map((part) => (
          <div key={part.name} style={{ flexGrow: part.value, background: part.colour }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {parts.map((part) => (
          <li key={part.name} className="flex items-center gap-2">
            <span aria-hidden className="size-2.5 rounded-full" style={{ background: part.colour }} />
            <span className="text-muted">{part.name}</span>
            <span className="font-semibold tabular-nums">{number(part.value, tag)}</span>
            <span className="text-muted tabular-nums">{number(whole ? part.value / whole : 0, tag, { style: 'percent' })}</span>
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** How much of a room is taken. */
export function Meter({ label, value, most, text }: { label: string; value: number; most: number; text: string }) {
  const share = most ? Math.min(1, value / most) : 0
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap justify-between gap-2">
        <span className="font-semibold">{label}</span>
        <span className="text-muted tabular-nums">{text}</span>
      </p>
      <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={most} aria-valuenow={value} aria-valuetext={text} className="h-3 overflow-hidden rounded-full bg-sunk">
        <div className="h-full rounded-full bg-brand" style={{ inlineSize: `${Math.max(share * 100, value ? 1 : 0)}%` }} />
      </div>
    </div>
  )
}

export function Tile({ name, value, note }: { name: string; value: number; note?: string }) {
  const { tag } = useI18n()
  return (
    <div className="rounded-card border border-line bg-surface p-5 shadow-card">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1 text-3xl font-bold tabular-nums">{number(value, tag)}</dd>
      {note ? <dd className="text-sm text-muted">{note}</dd> : null}
    </div>
  )
}
