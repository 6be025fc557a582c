/** The first page of members: what needs them, then what moves, then figures. Every part waits, fails and teaches on its own. */
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { ArrowRight, Bell, CheckCheck, CircleHelp, MessagesSquare, PenLine, Pencil, Send } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useAuth, useMe } from '@/contexts/AuthContext'
import { CategoryLabel } from '@/features/forum/parts'
import { unreadQuery } from '@/features/notifications/queries'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import { ApiError, api, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { TopicSummary } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Badge, Card, Skeleton, TimeAgo, Title } from '@/ui/bits'
import { Button, ButtonLink } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { useToasts } from '@/ui/Toast'
import { FirstSteps } from './FirstSteps'
import { Drafts } from './Drafts'
import { draftsQuery, figuresQuery, invitationsQuery, movingQuery, openQuery, waitingQuery } from './queries'

export function Dashboard() {
  const { t } = useI18n()
  const { isAdmin } = useAuth()
  const { user, organization } = useMe()
  const moving = useQuery(movingQuery)
  const open = useQuery(openQuery(user.id))
  const waiting = useQuery(waitingQuery)
  const drafts = useQuery(draftsQuery)
  const unread = useQuery(unreadQuery)

  return (
    <div className="grid gap-6">
      <Title
        name={t('dash.title')}
        lead={<bdi>{organization.name}</bdi>}
        action={
          <ButtonLink to="/forum/new" icon={<PenLine aria-hidden className="size-5" />}>
            {t('forum.new')}
          </ButtonLink>
        }
      >
        {t('dash.hello', { name: `\u2068${user.first_name}\u2069` })}
      </Title>
      <ul aria-label={t('dash.needs')} className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        <Figure to="/notifications" icon={<Bell />} name={t('dash.unread')} value={unread.data} />
        <Figure hash="open" icon={<CircleHelp />} name={t('dash.open')} value={open.data?.total} />
        <Figure to="/forum" search={{ answered: 'no' }} icon={<MessagesSquare />} name={t('dash.waiting')} value={waiting.data?.total} />
        <Figure hash="drafts" icon={<Pencil />} name={t('dash.drafts')} value={drafts.data?.total} />
      </ul>
      <FirstSteps topics={open.data?.total} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <Part title={t('dash.moving')} of={moving} more={<More to="/forum">{t('dash.forum')}</More>}>
          {(topics) => (topics.length ? <Moving topics={topics} /> : <Nothing action={<ButtonLink to="/forum/new">{t('forum.ask_first')}</ButtonLink>}>{t('forum.none_why')}</Nothing>)}
        </Part>
        <div className="grid gap-6">
          <Part id="open" title={t('dash.open')} of={open}>
            {({ items }) => (items.length ? <Titles topics={items} /> : <Nothing>{t('dash.open_none')}</Nothing>)}
          </Part>
          <Part title={t('dash.waiting')} of={waiting} more={<More to="/forum" search={{ answered: 'no' }}>{t('dash.waiting_all')}</More>}>
            {({ items }) => {
              const others = items.filter(({ author }) => author.id !== user.id)
              return others.length ? <Titles topics={others} /> : <Nothing>{t('dash.waiting_none')}</Nothing>
            }}
          </Part>
          <Part id="drafts" title={t('dash.drafts')} of={drafts}>
            {({ items }) => (items.length ? <Drafts drafts={items} /> : <Nothing>{t('dash.drafts_none')}</Nothing>)}
          </Part>
          {isAdmin ? <OfOrganization /> : null}
        </div>
      </div>
    </div>
  )
}

function Figure({ icon, name, value, ...rest }: { icon: ReactNode; name: string; value: number | undefined } & LinkProps) {
  const { tag } = useI18n()
  return (
    <li className="group relative grid content-start gap-2 rounded-card border border-line bg-surface p-4 shadow-card hover:border-edge sm:p-5">
      <span aria-hidden className="grid size-9 place-items-center rounded-xl bg-brand-soft text-brand [&>svg]:size-5">
        {icon}
      </span>
      <Link {...(rest as LinkProps)} className="text-sm text-pretty text-muted no-underline group-hover:text-ink covering">
        <span className={cx('block text-3xl font-bold text-ink tabular-nums', value === undefined && 'text-muted')}>{value === undefined ? '–' : number(value, tag)}</span>
        {name}
      </Link>
    </li>
  )
}

interface PartProps<Data> {
  id?: string
  title: string
  of: UseQueryResult<Data>
  more?: ReactNode
  children: (data: Data) => ReactNode
}

/** A part of the page: its skeleton, its problem, or what it has to show. */
function Part<Data>({ id, title, of, more, children }: PartProps<Data>) {
  const own = useId()
  return (
    <Card as="section" id={id} aria-labelledby={own} className="scroll-mt-20 overflow-hidden target:ring-2 target:ring-brand">
      <div className="flex min-h-13 flex-wrap items-center justify-between gap-x-4 px-5 pt-3">
        <h2 id={own} className="text-lg">
          {title}
        </h2>
        {more}
      </div>
      {of.error instanceof ApiError && of.data === undefined ? (
        <div className="p-5">
          <Problem error={of.error} retry={() => void of.refetch()} />
        </div>
      ) : null}
      {of.isPending ? <Skeleton lines={4} className="p-5" /> : null}
      {of.data === undefined ? null : children(of.data)}
    </Card>
  )
}

function More({ children, ...rest }: { children: ReactNode } & LinkProps) {
  return (
    <Link {...rest} className="inline-flex min-h-9 items-center gap-1 text-sm font-medium no-underline hover:underline">
      {children}
      <ArrowRight aria-hidden className="size-4 rtl:-scale-x-100" />
    </Link>
  )
}

function Nothing({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 px-5 pt-1 pb-5">
      <p className="text-pretty text-muted">{children}</p>
      {action}
    </div>
  )
}

/** What happened last, with what is new in it; and the way to have seen it all. */
function Moving({ topics }: { topics: TopicSummary[] }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const news = topics.some((topic) => topic.viewer.unread_count > 0)

  async function seen() {
    try {
      await ok(api.POST('/api/v1/forums/read-all', { body: {} }))
      await askAnew(queries, ['topics'])
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message || t('error.unreachable'))
    }
  }

  return (
    <>
      <ul className="mt-1">
        {topics.map((topic) => (
          <li key={topic.id} data-entry className="group relative grid gap-1 border-t border-line px-5 py-3.5 first:border-0 hover:bg-ground">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
              <CategoryLabel category={topic.category} />
              <TimeAgo at={topic.last_activity_at} />
              {topic.viewer.unread_count > 0 ? <Badge tone="brand">{t('forum.unread', { count: topic.viewer.unread_count })}</Badge> : null}
            </div>
            <h3 className="text-base leading-snug">
              <TopicLink topic={topic} />
            </h3>
            <p className="text-sm text-muted">
              {topic.last_post ? (
                <>
                  {t('dash.last_reply')} <bdi>{topic.last_post.author.display_name}</bdi>
                </>
              ) : (
                <>
                  {t('dash.asked_by')} <bdi>{topic.author.display_name}</bdi>
                </>
              )}{' '}
              · {t('forum.replies', { count: topic.post_count })}
            </p>
          </li>
        ))}
      </ul>
      {news ? (
        <p className="border-t border-line px-3 py-2">
          <Button look="ghost" size="small" icon={<CheckCheck aria-hidden className="size-4" />} onClick={() => void seen()}>
            {t('dash.seen')}
          </Button>
        </p>
      ) : null}
    </>
  )
}

function TopicLink({ topic }: { topic: TopicSummary }) {
  return (
    <Link to="/forum/$topicId" params={{ topicId: topic.id }} className="text-ink no-underline group-hover:text-brand covering">
      <bdi>{topic.title}</bdi>
    </Link>
  )
}

function Titles({ topics }: { topics: TopicSummary[] }) {
  const { t } = useI18n()
  return (
    <ul className="pb-2">
      {topics.map((topic) => (
        <li key={topic.id} data-entry className="group relative grid gap-0.5 px-5 py-2.5 hover:bg-ground">
          <h3 className="text-base leading-snug font-semibold">
            <TopicLink topic={topic} />
          </h3>
          <p className="flex flex-wrap gap-x-2 text-sm text-muted">
            <TimeAgo at={topic.created_at} /> <span aria-hidden>·</span> {t('forum.replies', { count: topic.post_count })}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** An organization's last month, for those who look after it. */
function OfOrganization() {
  const { t, tag } = useI18n()
  const figures = useQuery(figuresQuery)
  const invitations = useQuery(invitationsQuery)
  const pending = invitations.data?.pending
  return (
    <Part title={t('dash.organization')} of={figures} more={<More to="/admin/statistics">{t('admin.statistics')}</More>}>
      {(data) => (
        <>
          <p className="px-5 text-sm text-muted">{t('dash.last_days')}</p>
          <dl className="grid grid-cols-3 gap-2 px-5 pt-2 pb-4">
            {([['stats.active_users', data.active_users], ['stats.topics', data.topics], ['stats.posts', data.posts]] as const).map(([name, value]) => (
              <div key={name} className="flex flex-col-reverse justify-end">
                <dt className="text-sm text-muted">{t(name)}</dt>
                <dd className="text-2xl font-bold tabular-nums">{number(value, tag)}</dd>
              </div>
            ))}
          </dl>
          <p className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-5 py-3">
            <span className="text-muted">{pending === undefined ? ' ' : t('dash.invitations', { count: pending })}</span>
            <ButtonLink to="/admin/invitations" look="quiet" size="small" icon={<Send aria-hidden className="size-4 rtl:-scale-x-100" />}>
              {t('dash.invite')}
            </ButtonLink>
          </p>
        </>
      )}
    </Part>
  )
}
