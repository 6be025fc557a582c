/** What somebody new does next; gone once it is done. */
import { Link, type LinkProps } from '@tanstack/react-router'
import { ArrowRight, Circle } from 'lucide-react'
import { useAuth, useMe } from '@/contexts/AuthContext'
import { useI18n, type Key } from '@/i18n'
import { Card } from '@/ui/bits'

export function FirstSteps({ topics }: { topics: number | undefined }) {
  const { t } = useI18n()
  const { isAdmin } = useAuth()
  const { user, organization } = useMe()
  const steps: [boolean, LinkProps['to'], Key, Key][] = [
    [!user.picture || !user.title, '/settings/profile', 'steps.profile', 'steps.profile_why'],
    [user.expertise_tags.length === 0, '/settings/profile', 'steps.expertise', 'steps.expertise_why'],
    [isAdmin && !organization.description, '/organization', 'steps.organization', 'steps.organization_why'],
    [topics === 0 && user.reputation === 0, '/forum/new', 'steps.ask', 'steps.ask_why'],
  ]
  const left = steps.filter(([undone]) => undone)
  if (!left.length) return null
  return (
    <Card as="section" aria-labelledby="steps" className="grid gap-2 p-5">
      <h2 id="steps" className="text-lg">
        {t('steps.title')}
      </h2>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {left.map(([, to, title, why]) => (
          <li key={title} className="group relative -mx-2 flex gap-3 rounded-control p-2 hover:bg-ground">
            <Circle aria-hidden className="mt-1 size-5 shrink-0 text-edge" />
            <div className="min-w-0 flex-1">
              <Link to={to} className="font-semibold text-ink no-underline group-hover:text-brand covering">
                {t(title)}
              </Link>
              <p className="text-sm text-pretty text-muted">{t(why)}</p>
            </div>
            <ArrowRight aria-hidden className="size-5 shrink-0 self-center text-muted rtl:-scale-x-100" />
          </li>
        ))}
      </ul>
    </Card>
  )
}
