/** Pages that belong together, as links in a row. */
import { Link, useRouterState, type LinkProps } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { cx } from './cx'

/** Where not all of a row fits, the one that is open is brought into view. */
export function useCurrentInView(at: string) {
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    row.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest', inline: 'center' })
  }, [at])
  return row
}

export function Tabs({ label, pages }: { label: string; pages: { to: LinkProps['to']; name: string }[] }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const row = useCurrentInView(path)
  return (
    <nav ref={row} aria-label={label} data-chrome className="-mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {pages.map(({ to, name }) => {
          const here = path === to
          return (
            <li key={name}>
              <Link
                to={to}
                aria-current={here ? 'page' : undefined}
                className={cx('-mb-px inline-flex min-h-11 items-center border-b-2 px-3 whitespace-nowrap no-underline', here ? 'border-brand font-semibold text-brand' : 'border-transparent text-muted hover:text-ink')}
              >
                {name}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
