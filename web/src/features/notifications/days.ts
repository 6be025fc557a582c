/** What happened, day by day, as the reader's own clock has days. */
import type { Notification } from '@/types/api.types'

export interface Day {
  key: string
  /** How many days ago. */
  ago: number
  items: Notification[]
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

export function byDay(items: Notification[], now = Date.now()): Day[] {
  const days = new Map<number, Notification[]>()
  for (const item of items) {
    const day = midnight(Date.parse(item.happened_at))
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return [...days].map(([day, all]) => ({ key: new Date(day).toISOString(), ago: Math.round((midnight(now) - day) / 86_400_000), items: all }))
}
