/** What a stranger sees first: what this is, how it goes, and the way in. */
import { ArrowRight, BadgeCheck, Languages, MessagesSquare, Server, ShieldCheck, Users } from 'lucide-react'
import { useEffect } from 'react'
import { Scene } from '@/app/Scene'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n, type Key } from '@/i18n'
import { nameTab } from '@/lib/title'
import { ButtonLink } from '@/ui/Button'
import { Figures } from './Figures'

const REASONS: [typeof Users, Key, Key][] = [
  [MessagesSquare, 'landing.ask', 'landing.ask_why'],
  [BadgeCheck, 'landing.answer', 'landing.answer_why'],
  [Users, 'landing.people', 'landing.people_why'],
  [Languages, 'landing.languages', 'landing.languages_why'],
  [ShieldCheck, 'landing.private', 'landing.private_why'],
  [Server, 'landing.own', 'landing.own_why'],
]
const STEPS: [Key, Key][] = [
  ['landing.step_sign_up', 'landing.step_sign_up_why'],
  ['landing.step_invite', 'landing.step_invite_why'],
  ['landing.step_ask', 'landing.step_ask_why'],
]

export function Landing() {
  const { t } = useI18n()
  const { user } = useAuth()
  useEffect(() => {
    nameTab(`P2P Sandbox · ${t('landing.title')}`)
  }, [t])
  const start = user ? (
    <ButtonLink to="/forum" size="large">
      {t('landing.to_forum')}
    </ButtonLink>
  ) : (
    <>
      <ButtonLink to="/signup" size="large" icon={<ArrowRight aria-hidden className="order-last size-5 rtl:-scale-x-100" />}>
        {t('landing.start')}
      </ButtonLink>
      <ButtonLink to="/login" size="large" look="quiet">
        {t('auth.log_in')}
      </ButtonLink>
    </>
  )
  return (
    <>
      <section className="relative overflow-hidden">
        <div aria-hidden className="grid-paper absolute inset-0 opacity-70" />
        <div className="relative mx-auto grid w-full max-w-6xl items-center gap-10 px-4 py-12 sm:px-6 lg:grid-cols-[1.05fr_1fr] lg:py-20">
          <div className="grid justify-items-start gap-6">
            <p className="inline-flex items-center gap-2 rounded-full border border-line bg-surface px-3.5 py-1 text-sm font-medium text-ok">
              <span aria-hidden className="size-2 rounded-full bg-ok" />
              {t('landing.eyebrow')}
            </p>
            <h1 tabIndex={-1} className="text-4xl leading-[1.12] sm:text-5xl">
              {t('landing.headline')}
            </h1>
            <p className="max-w-xl text-lg text-pretty text-muted">{t('landing.lead')}</p>
            <div className="flex flex-wrap gap-3">{start}</div>
            <p className="text-sm text-muted">{t('landing.free')}</p>
          </div>
          <Scene />
        </div>
      </section>
      <Figures />
      <section aria-labelledby="why" className="border-y border-line bg-surface">
        <div className="mx-auto grid w-full max-w-6xl gap-8 px-4 py-14 sm:px-6">
          <h2 id="why" className="text-3xl">
            {t('landing.why')}
          </h2>
          <ul className="grid gap-x-10 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
            {REASONS.map(([Icon, title, why]) => (
              <li key={title} className="grid grid-cols-[auto_1fr] gap-4">
                <span aria-hidden className="grid size-11 place-items-center rounded-xl bg-brand-soft text-brand">
                  <Icon className="size-5" />
                </span>
                <div className="grid content-start gap-1">
                  <h3 className="text-lg">{t(title)}</h3>
                  <p className="text-pretty text-muted">{t(why)}</p>
                </div>
              </li>
            ))}
          </ul>
        </div>
      </section>
      <section aria-labelledby="how">
        <div className="mx-auto grid w-full max-w-6xl gap-8 px-4 py-14 sm:px-6">
          <h2 id="how" className="text-3xl">
            {t('landing.how')}
          </h2>
          <ol className="grid gap-4 lg:grid-cols-3">
            {STEPS.map(([title, why], index) => (
              <li key={title} className="grid content-start gap-2 rounded-card border border-line bg-surface p-6 shadow-card">
                <span aria-hidden className="grid size-9 place-items-center rounded-full bg-brand font-bold text-on-brand">
                  {index + 1}
                </span>
                <h3 className="mt-1 text-lg">{t(title)}</h3>
                <p className="text-pretty text-muted">{t(why)}</p>
              </li>
            ))}
          </ol>
          <div className="flex flex-wrap gap-3">{start}</div>
        </div>
      </section>
    </>
  )
}
