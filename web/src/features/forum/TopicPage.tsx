/** One topic: the question, what helped, and the thread beneath. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Bell, Bookmark, CircleCheck, Eye, Link as LinkIcon, Lock, MessageCircle, Pencil, Pin, ThumbsUp } from 'lucide-react'
import { Suspense, lazy, useEffect, useMemo, useState } from 'react'
import { AttachmentList } from '@/features/composer/AttachmentList'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import { ApiError, api, isLost, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Post, PostSort, Topic } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Badge, Card, Empty, RichText, Rows, Skeleton, Title } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { More } from '@/ui/More'
import { useToasts } from '@/ui/Toast'
import { cx } from '@/ui/cx'
import { TopicActions } from './Actions'
import { Linked } from './Linked'
import { NewOnes, NewsLine, highest, useNews } from './News'
import { PostItem } from './PostItem'
import { ReplyBox } from './ReplyBox'
import { Solved } from './Solved'
import { Byline, CategoryLabel, Mark } from './parts'
import { changePosts, changeTopic, postQuery, postsQuery, putTopic, topicQuery } from './queries'

const EditTopic = lazy(() => import('./EditTopic').then((page) => ({ default: page.EditTopic })))

export function TopicPage() {
  const { topicId } = useParams({ from: '/members/forum/$topicId' })
  const { data: topic, error } = useQuery(topicQuery(topicId))
  if (isLost(error, topic)) throw error
  if (!topic) return <Skeleton lines={8} className="mx-auto max-w-3xl" />
  return <Loaded key={topic.id} topic={topic} />
}

function Loaded({ topic }: { topic: Topic }) {
  const { t } = useI18n()
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <div className="grid gap-3">
        <Link to="/forum" search={{ category: topic.category.slug }} className="justify-self-start no-underline hover:underline">
          <CategoryLabel category={topic.category} />
        </Link>
        <Title name={topic.title}>
          <bdi>{topic.title}</bdi>
        </Title>
        <div className="flex flex-wrap gap-2">
          {topic.pinned ? <Badge tone="gold" icon={<Pin aria-hidden className="size-3.5" />}>{t('forum.pinned')}</Badge> : null}
          {topic.answered ? <Badge tone="ok" icon={<CircleCheck aria-hidden className="size-3.5" />}>{t('forum.answered')}</Badge> : null}
          {topic.locked ? <Badge icon={<Lock aria-hidden className="size-3.5" />}>{t('forum.locked')}</Badge> : null}
          {topic.visibility === 'organization' ? <Badge tone="brand">{t('forum.internal')}</Badge> : null}
        </div>
      </div>
      <Question topic={topic} />
      {topic.best_answer_id ? <Answer id={topic.best_answer_id} /> : null}
      <Thread topic={topic} />
    </div>
  )
}

function Question({ topic }: { topic: Topic }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const { write } = useSearch({ from: '/members/forum/$topicId' })
  const [editing, setEditing] = useState(write === `edit:${topic.id}` && topic.viewer.can_edit)
  const path = { topic_id: topic.id }

  /** Shown at once; taken back where the server says no. */
  async function mark(change: (old: Topic) => Topic, act: () => Promise<unknown>) {
    changeTopic(queries, topic.id, change)
    try {
      await act()
      void askAnew(queries, ['topic', topic.id]) // an older answer may have come meanwhile
      void askAnew(queries, ['topics'])
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message)
      await askAnew(queries, ['topic', topic.id])
    }
  }
  const viewer = (old: Topic, change: Partial<Topic['viewer']>): Topic => ({ ...old, viewer: { ...old.viewer, ...change } })
  const { liked, following, bookmarked } = topic.viewer

  if (editing) {
    return (
      <Suspense>
        <EditTopic topic={topic} onDone={() => setEditing(false)} onAgain={() => setEditing(true)} />
      </Suspense>
    )
  }
  return (
    <Card as="article" className="grid gap-5 p-5 sm:p-6">
      <Byline author={topic.author} at={topic.created_at} />
      <RichText html={topic.body_html} />
      <AttachmentList files={topic.attachments} />
      {topic.tags.length ? (
        <ul className="flex flex-wrap gap-1.5">
          {topic.tags.map((tag) => (
            <li key={tag}>
              <Link to="/forum" search={{ tag }} className="inline-flex min-h-7 items-center rounded-full bg-sunk px-2.5 text-sm text-muted no-underline hover:text-ink">
                <bdi>#{tag}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <div data-chrome className="-mx-2 -mb-2 flex flex-wrap items-center gap-1 border-t border-line pt-3">
        <Mark
          on={liked}
          label={t('mark.like')}
          count={topic.like_count}
          icon={<ThumbsUp aria-hidden className="size-4.5" />}
          onPress={() =>
            void mark(
              (old) => ({ ...viewer(old, { liked: !liked }), like_count: old.like_count + (liked ? -1 : 1) }),
              () => ok(liked ? api.DELETE('/api/v1/forums/topics/{topic_id}/like', { params: { path } }) : api.PUT('/api/v1/forums/topics/{topic_id}/like', { params: { path } })),
            )
          }
        />
        <Mark
          on={following}
          label={following ? t('mark.following') : t('mark.follow')}
          icon={<Bell aria-hidden className="size-4.5" />}
          onPress={() =>
            void mark(
              (old) => viewer(old, { following: !following }),
              () => ok(following ? api.DELETE('/api/v1/forums/topics/{topic_id}/follow', { params: { path } }) : api.PUT('/api/v1/forums/topics/{topic_id}/follow', { params: { path } })),
            )
          }
        />
        <Mark
          on={bookmarked}
          label={t('mark.bookmark')}
          icon={<Bookmark aria-hidden className="size-4.5" />}
          onPress={() =>
            void mark(
              (old) => viewer(old, { bookmarked: !bookmarked }),
              () => ok(bookmarked ? api.DELETE('/api/v1/forums/topics/{topic_id}/bookmark', { params: { path } }) : api.PUT('/api/v1/forums/topics/{topic_id}/bookmark', { params: { path } })),
            )
          }
        />
        <CopyLink path={`/forum/${topic.id}`} />
        <span className="ms-auto flex items-center gap-1">
          {topic.viewer.can_edit ? (
            <Button look="ghost" size="small" icon={<Pencil aria-hidden className="size-4" />} onClick={() => setEditing(true)}>
              {t('action.edit')}
            </Button>
          ) : null}
          <Views count={topic.view_count} />
          <TopicActions topic={topic} />
        </span>
      </div>
    </Card>
  )
}

function Views({ count }: { count: number }) {
  const { t, tag } = useI18n()
  return (
    <span className="inline-flex items-center gap-1.5 px-2 text-sm text-muted" title={t('forum.views', { count })}>
      <Eye aria-hidden className="size-4" />
      <span aria-hidden className="tabular-nums">
        {number(count, tag)}
      </span>
      <span className="sr-only">{t('forum.views', { count })}</span>
    </span>
  )
}

export function CopyLink({ path }: { path: string }) {
  const { t } = useI18n()
  const { tell } = useToasts()
  if (!navigator.clipboard) return null
  return (
    <Mark on={false} label={t('action.copy_link')} icon={<LinkIcon aria-hidden className="size-4.5" />} onPress={() => void navigator.clipboard.writeText(location.origin + path).then(() => tell(t('action.copied')))} />
  )
}

/** What helped, right under the question, with the way to where it was said. */
function Answer({ id }: { id: string }) {
  const { t } = useI18n()
  const { data: post } = useQuery(postQuery(id))
  if (!post || post.deleted) return null
  return (
    <section aria-labelledby="answer" className="grid gap-4 rounded-card border-2 border-ok bg-ok-soft/50 p-5 sm:p-6">
      <h2 id="answer" className="flex items-center gap-2 text-lg text-ok">
        <CircleCheck aria-hidden className="size-5" />
        {t('topic.best_answer')}
      </h2>
      <RichText html={post.body_html ?? ''} />
      <AttachmentList files={post.attachments} />
      <Byline author={post.author} at={post.created_at}>
        <a href={`#post-${post.id}`}>{t('topic.in_thread')}</a>
      </Byline>
    </section>
  )
}

function Thread({ topic }: { topic: Topic }) {
  const { t } = useI18n()
  const { tell } = useToasts()
  const queries = useQueryClient()
  const [sort, setSort] = useState<PostSort>('oldest')
  const posts = useInfiniteQuery(postsQuery(topic.id, sort))
  const items = useMemo(() => posts.data?.pages.flatMap((page) => page.items) ?? [], [posts.data])
  useSeen(topic, items, posts.hasNextPage)
  const news = useNews(topic, items, posts.isSuccess && (!posts.hasNextPage || sort === 'newest'))

  /** Shown at once, taken back where the server says no. */
  async function choose(post: Post) {
    const path = { topic_id: topic.id }
    const best = post.best_answer ? null : post.id
    changeTopic(queries, topic.id, (old) => ({ ...old, answered: best !== null, best_answer_id: best }))
    changePosts(queries, topic.id, (old) => (old.best_answer === (old.id === best) ? old : { ...old, best_answer: old.id === best }))
    try {
      const next = await ok(
        best ? api.PUT('/api/v1/forums/topics/{topic_id}/best-answer', { params: { path }, body: { post_id: best } }) : api.DELETE('/api/v1/forums/topics/{topic_id}/best-answer', { params: { path } }),
      )
      putTopic(queries, next)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message)
      await askAnew(queries, ['topic', topic.id])
    }
    await Promise.all([askAnew(queries, ['posts', topic.id]), askAnew(queries, ['post'])])
  }

  return (
    <section aria-labelledby="replies" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="replies" tabIndex={-1} className="scroll-mt-20 text-xl">
          {t('forum.replies', { count: topic.post_count })}
        </h2>
        {topic.post_count > 1 ? (
          <div role="group" aria-label={t('forum.sort')} data-chrome className="flex gap-1 rounded-control border border-line bg-surface p-1">
            {(['oldest', 'newest'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={sort === one}
                onClick={() => setSort(one)}
                className={cx('min-h-9 rounded-lg px-3 text-sm font-medium', sort === one ? 'bg-brand-soft text-brand' : 'text-muted hover:text-ink')}
              >
                {t(`topic.${one}`)}
              </button>
            ))}
          </div>
        ) : null}
      </div>
      <NewsLine news={news} items={items} sort={sort} onNewest={() => setSort('newest')} />
      <Solved topic={topic} items={items} />
      <Linked topicId={topic.id} ready={posts.isSuccess} />
      {posts.error instanceof ApiError ? <Problem error={posts.error} retry={() => void posts.refetch()} /> : null}
      {posts.isPending && topic.post_count > 0 ? <Rows count={2} /> : null}
      {posts.isSuccess && items.length === 0 ? (
        <Empty icon={<MessageCircle />} title={t('topic.no_replies')}>
          {t('topic.no_replies_why')}
        </Empty>
      ) : null}
      <NewOnes value={news}>
        <ol className="grid gap-4">
          {items.map((post) => (
            <PostItem key={post.id} topic={topic} post={post} sort={sort} onChoose={(chosen) => void choose(chosen)} />
          ))}
        </ol>
      </NewOnes>
      <More has={posts.hasNextPage} pending={posts.isFetching} load={() => void posts.fetchNextPage()} />
      {topic.locked ? (
        <p className="flex items-center gap-2 rounded-control bg-sunk p-4 text-muted">
          <Lock aria-hidden className="size-5" />
          {t('topic.locked_why')}
        </p>
      ) : (
        <Card className="p-5 sm:p-6 print:hidden">
          <ReplyBox topic={topic} />
        </Card>
      )}
    </section>
  )
}

/** Tells the server how far one has read, once the end is on the page. */
function useSeen(topic: Topic, items: Post[], more: boolean) {
  const queries = useQueryClient()
  const unread = topic.viewer.unread_count
  const last = Math.max(0, ...items.map((post) => highest(post)))
  useEffect(() => {
    if (!unread || more || !last) return
    void ok(api.POST('/api/v1/forums/topics/{topic_id}/read', { params: { path: { topic_id: topic.id } }, body: { seq: last } }))
      .then(({ viewer: { unread_count } }) => {
        // no more of it: what was done meanwhile is newer
        changeTopic(queries, topic.id, (old) => ({ ...old, viewer: { ...old.viewer, unread_count } }))
        void askAnew(queries, ['topics'])
      })
      .catch(() => undefined) // it is told again at the next visit
  }, [unread, more, last, topic.id, queries])
}
