/** The forum's front: what is asked and answered, filtered by the address. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { CircleCheck, Eye, Lock, MessageCircle, MessagesSquare, PenLine, Pin, ThumbsUp, X } from 'lucide-react'
import { useShortcut } from '@/app/hooks'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import { ApiError } from '@/services/api'
import type { Category, TopicSort, TopicSummary } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Avatar, Badge, Empty, Rows, TimeAgo, Title } from '@/ui/bits'
import { ButtonLink, buttonClass } from '@/ui/Button'
import { More } from '@/ui/More'
import { useCurrentInView } from '@/ui/Tabs'
import { cx } from '@/ui/cx'
import { MineTabs, NoneOfMine } from './Mine'
import { CategoryLabel, useCategoryName } from './parts'
import { categoriesQuery, topicsQuery } from './queries'

const SORTS: readonly TopicSort[] = ['latest', 'newest', 'hot', 'top', 'unanswered']

export function TopicList() {
  const { t } = useI18n()
  const search = useSearch({ from: '/members/forum' })
  const navigate = useNavigate({ from: '/forum' })
  const name = useCategoryName()
  const { data: categories } = useQuery(categoriesQuery)
  const category = categories?.find((one) => one.slug === search.category || one.id === search.category)
  const topics = useInfiniteQuery({
    ...topicsQuery({
      category: search.category ? (category?.id ?? search.category) : undefined,
      tag: search.tag,
      sort: search.sort,
      answered: search.answered === undefined ? undefined : search.answered === 'yes',
      ...(search.mine ? { [search.mine]: true } : {}),
    }),
    enabled: !search.category || categories !== undefined,
    placeholderData: keepPreviousData,
  })
  useShortcut('c', () => void navigate({ to: '/forum/new', search: { category: search.category } }))
  const items = topics.data?.pages.flatMap((page) => page.items) ?? []
  const sorts = useCurrentInView(search.sort ?? '')
  const filtered = search.category || search.tag || search.answered || (search.sort === 'unanswered' && !search.mine)

  return (
    <div className="grid gap-6">
      <Title
        name={category ? name(category) : t('forum.title')}
        lead={category ? <CategoryAbout category={category} /> : t('forum.lead')}
        action={
          <ButtonLink to="/forum/new" search={{ category: search.category }} icon={<PenLine aria-hidden className="size-5" />}>
            {t('forum.new')}
          </ButtonLink>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <section aria-label={t('forum.topics')} className="grid min-w-0 gap-4">
          <MineTabs />
          <div className="flex flex-wrap items-center gap-2">
            <nav ref={sorts} aria-label={t('forum.sort')} className="flex max-w-full gap-1 overflow-x-auto rounded-control border border-line bg-surface p-1">
              {SORTS.map((sort) => {
                const on = (search.sort ?? 'latest') === sort
                return (
                  <Link
                    key={sort}
                    to="/forum"
                    search={{ ...search, sort: sort === 'latest' ? undefined : sort }}
                    activeOptions={{ explicitUndefined: true }}
                    aria-current={on ? 'true' : undefined}
                    className={cx('inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap no-underline', on ? 'bg-brand-soft text-brand' : 'text-muted hover:text-ink')}
                  >
                    {t(`forum.sort_${sort}`)}
                  </Link>
                )
              })}
            </nav>
            <label className="sr-only" htmlFor="category">
              {t('forum.category')}
            </label>
            <select
              id="category"
              className="control flex-[1_1_10rem] sm:max-w-56 lg:hidden"
              value={search.category ?? ''}
              onChange={(event) => void navigate({ search: { ...search, category: event.target.value || undefined } })}
            >
              <option value="">{t('forum.all_categories')}</option>
              {categories?.map((one) => (
                <option key={one.id} value={one.slug}>
                  {name(one)}
                </option>
              ))}
            </select>
            <select
              aria-label={t('forum.answers')}
              className="control flex-[1_1_10rem] sm:max-w-52"
              value={search.answered ?? ''}
              onChange={(event) => void navigate({ search: { ...search, answered: (['yes', 'no'] as const).find((one) => one === event.target.value) } })}
            >
              <option value="">{t('forum.answers_any')}</option>
              <option value="yes">{t('forum.answered')}</option>
              <option value="no">{t('forum.answers_none')}</option>
            </select>
            {search.tag ? (
              <Link to="/forum" search={{ ...search, tag: undefined }} aria-label={t('forum.drop_tag', { tag: search.tag })} className={buttonClass('quiet', 'small')}>
                <bdi>#{search.tag}</bdi>
                <X aria-hidden className="size-4" />
              </Link>
            ) : null}
          </div>
          {topics.error instanceof ApiError ? <Problem error={topics.error} retry={() => void topics.refetch()} /> : null}
          {topics.isPending ? <Rows /> : null}
          {topics.isSuccess && items.length === 0 && search.mine && !filtered ? (
            <NoneOfMine mine={search.mine} />
          ) : topics.isSuccess && items.length === 0 ? (
            <Empty
              icon={<MessagesSquare />}
              title={filtered ? t('forum.none_filtered') : t('forum.none')}
              action={
                filtered ? (
                  <ButtonLink to="/forum" search={{ mine: search.mine }} look="quiet">
                    {t('forum.show_all')}
                  </ButtonLink>
                ) : (
                  <ButtonLink to="/forum/new">{t('forum.ask_first')}</ButtonLink>
                )
              }
            >
              {filtered ? t('forum.none_filtered_why') : t('forum.none_why')}
            </Empty>
          ) : null}
          {items.length ? (
            <ul aria-busy={topics.isPlaceholderData} className="overflow-hidden rounded-card border border-line bg-surface shadow-card aria-busy:opacity-60">
              {items.map((topic) => (
                <Row key={topic.id} topic={topic} />
              ))}
            </ul>
          ) : null}
          <More has={topics.hasNextPage} pending={topics.isFetching} load={() => void topics.fetchNextPage()} />
        </section>
        <Categories categories={categories} selected={search.category} />
      </div>
    </div>
  )
}

function CategoryAbout({ category }: { category: Category }) {
  const { language } = useI18n()
  return <>{language === 'ar' ? category.description_ar : category.description}</>
}

function Row({ topic }: { topic: TopicSummary }) {
  const { t, tag } = useI18n()
  return (
    <li data-entry className="group relative flex gap-4 border-b border-line p-4 last:border-0 hover:bg-ground sm:px-5">
      <Avatar id={topic.author.id} name={topic.author.display_name} picture={topic.author.picture} />
      <div className="grid min-w-0 flex-1 gap-1.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {topic.pinned ? <Badge tone="gold" icon={<Pin aria-hidden className="size-3.5" />}>{t('forum.pinned')}</Badge> : null}
          {topic.answered ? <Badge tone="ok" icon={<CircleCheck aria-hidden className="size-3.5" />}>{t('forum.answered')}</Badge> : null}
          {topic.locked ? <Badge icon={<Lock aria-hidden className="size-3.5" />}>{t('forum.locked')}</Badge> : null}
          {topic.visibility === 'organization' ? <Badge tone="brand">{t('forum.internal')}</Badge> : null}
          {topic.viewer.unread_count > 0 ? <Badge tone="brand">{t('forum.unread', { count: topic.viewer.unread_count })}</Badge> : null}
        </div>
        <h2 className="text-lg leading-snug">
          <Link to="/forum/$topicId" params={{ topicId: topic.id }} className="text-ink no-underline group-hover:text-brand covering">
            <bdi>{topic.title}</bdi>
          </Link>
        </h2>
        <p dir="auto" className="keeps-side line-clamp-2 text-pretty text-muted">
          {topic.excerpt}
        </p>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
          <CategoryLabel category={topic.category} />
          <span className="min-w-0">
            <bdi>{topic.author.display_name}</bdi> · <bdi>{topic.organization.name}</bdi>
          </span>
          <TimeAgo at={topic.last_activity_at} />
        </div>
        <div className="relative z-10 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pointer-events-none">
          <ul className="flex flex-wrap gap-1.5">
            {topic.tags.map((one) => (
              <li key={one} className="pointer-events-auto">
                <Link to="/forum" search={{ tag: one }} className="inline-flex min-h-7 items-center rounded-full bg-sunk px-2.5 text-sm text-muted no-underline hover:text-ink">
                  <bdi>#{one}</bdi>
                </Link>
              </li>
            ))}
          </ul>
          <span className="flex gap-4 text-sm tabular-nums text-muted">
            <Count icon={<MessageCircle aria-hidden className="size-4" />} text={number(topic.post_count, tag)} label={t('forum.replies', { count: topic.post_count })} />
            <Count icon={<ThumbsUp aria-hidden className="size-4" />} text={number(topic.like_count, tag)} label={t('forum.likes', { count: topic.like_count })} />
            <Count icon={<Eye aria-hidden className="size-4" />} text={number(topic.view_count, tag)} label={t('forum.views', { count: topic.view_count })} />
          </span>
        </div>
      </div>
    </li>
  )
}

function Count({ icon, text, label }: { icon: React.ReactNode; text: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1" title={label}>
      {icon}
      <span aria-hidden>{text}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}

function Categories({ categories, selected }: { categories?: Category[]; selected?: string }) {
  const { t, tag } = useI18n()
  const name = useCategoryName()
  const search = useSearch({ from: '/members/forum' })
  return (
    <nav aria-label={t('forum.categories')} className="sticky top-8 hidden gap-0.5 lg:grid">
      <p className="px-3 pb-1 text-sm font-semibold text-muted">{t('forum.categories')}</p>
      <Link to="/forum" search={{ ...search, category: undefined }} activeOptions={{ explicitUndefined: true }} aria-current={selected ? undefined : 'true'} className={entry(!selected)}>
        {t('forum.all_categories')}
      </Link>
      {categories?.map((one) => (
        <Link key={one.id} to="/forum" search={{ ...search, category: one.slug }} aria-current={one.slug === selected ? 'true' : undefined} className={entry(one.slug === selected)}>
          <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: one.colour }} />
          <span className="flex-1">{name(one)}</span>
          <span className="text-sm tabular-nums text-muted">{number(one.topic_count, tag)}</span>
        </Link>
      ))}
    </nav>
  )
}

const entry = (on: boolean): string =>
  cx('flex min-h-10 items-center gap-2.5 rounded-control px-3 no-underline', on ? 'bg-brand-soft font-semibold text-brand' : 'text-ink hover:bg-sunk')
