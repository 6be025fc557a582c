/** One person: who they are, what they know, what they asked. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { MessagesSquare, Pencil } from 'lucide-react'
import { useMe } from '@/contexts/AuthContext'
import { topicsQuery } from '@/features/forum/queries'
import { useI18n } from '@/i18n'
import { day } from '@/i18n/format'
import { Avatar, Badge, Card, Empty, Skeleton, TimeAgo, Title } from '@/ui/bits'
import { ButtonLink } from '@/ui/Button'
import { More } from '@/ui/More'
import { isLost } from '@/services/api'
import { BlockPerson } from './BlockPerson'
import { personQuery } from './queries'

export function PersonPage() {
  const { t, tag } = useI18n()
  const { personId } = useParams({ from: '/members/people/$personId' })
  const { user } = useMe()
  const { data: person, error } = useQuery(personQuery(personId))
  if (isLost(error, person)) throw error
  if (!person) return <Skeleton lines={8} className="mx-auto max-w-3xl" />
  const own = person.id === user.id
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <Card className="grid gap-5 p-6 sm:p-8">
        <div className="flex flex-wrap items-start gap-5">
          <Avatar id={person.id} name={person.display_name} picture={person.picture} size="large" />
          <div className="grid min-w-0 flex-1 gap-1">
            <Title
              name={person.display_name}
              action={
                own ? (
                  <ButtonLink to="/settings/profile" look="quiet" size="small" icon={<Pencil aria-hidden className="size-4" />}>
                    {t('people.edit_own')}
                  </ButtonLink>
                ) : undefined
              }
            >
              <bdi>{person.display_name}</bdi>
            </Title>
            {person.title ? <bdi className="text-lg text-muted">{person.title}</bdi> : null}
            <p className="flex flex-wrap items-center gap-2">
              <Link to="/organizations/$organizationId" params={{ organizationId: person.organization.id }}>
                <bdi>{person.organization.name}</bdi>
              </Link>
              {person.role === 'admin' ? <Badge tone="brand">{t('role.admin')}</Badge> : null}
            </p>
            <p className="text-sm text-muted">{t('people.since', { date: day(person.created_at, tag) })}</p>
          </div>
        </div>
        {person.bio ? (
          <p dir="auto" className="text-pretty whitespace-pre-wrap">
            {person.bio}
          </p>
        ) : null}
        {person.expertise_tags.length ? (
          <div className="grid gap-2">
            <h2 className="text-base">{t('people.expertise')}</h2>
            <ul className="flex flex-wrap gap-1.5">
              {person.expertise_tags.map((one) => (
                <li key={one}>
                  <Link to="/people" search={{ expertise: one }} className="inline-flex min-h-8 items-center rounded-full bg-sunk px-3 text-sm text-muted no-underline hover:text-ink">
                    <bdi>{one}</bdi>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {own ? null : <BlockPerson id={person.id} blocked={person.blocked} />}
      </Card>
      <Asked personId={personId} />
    </div>
  )
}

function Asked({ personId }: { personId: string }) {
  const { t } = useI18n()
  const topics = useInfiniteQuery(topicsQuery({ author: personId, sort: 'newest' }))
  const items = topics.data?.pages.flatMap((page) => page.items) ?? []
  if (topics.isPending) return <Skeleton />
  return (
    <section aria-labelledby="asked" className="grid gap-3">
      <h2 id="asked" className="text-xl">
        {t('people.topics')}
      </h2>
      {items.length === 0 ? <Empty icon={<MessagesSquare />} title={t('people.no_topics')} /> : null}
      {items.length ? (
        <ul className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
          {items.map((topic) => (
            <li key={topic.id} className="relative border-b border-line px-5 py-3.5 last:border-0 hover:bg-ground">
              <Link to="/forum/$topicId" params={{ topicId: topic.id }} className="font-semibold text-ink no-underline hover:text-brand covering">
                <bdi>{topic.title}</bdi>
              </Link>
              <p className="flex gap-3 text-sm text-muted">
                <TimeAgo at={topic.created_at} />
                <span>{t('forum.replies', { count: topic.post_count })}</span>
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      <More has={topics.hasNextPage} pending={topics.isFetching} load={() => void topics.fetchNextPage()} />
    </section>
  )
}
