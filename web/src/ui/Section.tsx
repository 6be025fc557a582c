import { useId, type ReactNode } from 'react'
import { Card } from './bits'

/** A part of a page of settings: what it is about, and what can be done. */
export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <Card as="section" aria-labelledby={id} className="grid content-start gap-5 p-5 sm:p-6">
      <div className="grid gap-1">
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {lead ? <p className="text-pretty text-muted">{lead}</p> : null}
      </div>
      {children}
    </Card>
  )
}
