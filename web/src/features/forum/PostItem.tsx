/** One reply and what was replied to it: eight levels are shown beneath each other, deeper ones on request. */
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { CircleCheck, MessageCircle, Pencil, ThumbsUp } from 'lucide-react'
import { Suspense, lazy, useState } from 'react'
import { AttachmentList } from '@/features/composer/AttachmentList'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import type { Post, PostSort, Topic } from '@/types/api.types'
import { Badge, RichText } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { useToasts } from '@/ui/Toast'
import { PostActions } from './Actions'
import { useIsNew } from './News'
import { ReplyBox } from './ReplyBox'
import { Byline, Mark } from './parts'
import { changePost, repliesOf, supersede } from './queries'
import { CopyLink } from './TopicPage'

const EditPost = lazy(() => import('./EditPost').then((page) => ({ default: page.EditPost })))
const History = lazy(() => import('./History'))

const DEEPEST = 7

interface Props {
  topic: Topic
  post: Post
  sort: PostSort
  onChoose: (post: Post) => void
}

export function PostItem({ topic, post, sort, onChoose }: Props) {
  const { t } = useI18n()
  const { write } = useSearch({ from: '/members/forum/$topicId' })
  const [replying, setReplying] = useState(write === `reply:${post.id}`)
  const nested = post.depth > 0
  return (
    <li className={cx(nested && 'border-s-2 border-line ps-1.5 sm:ps-5')}>
      <article
        id={`post-${post.id}`}
        tabIndex={-1}
        data-entry
        className={cx(
          'grid gap-3 scroll-mt-20 target:ring-2 target:ring-brand',
          nested ? 'rounded-lg py-2' : 'rounded-card border border-line bg-surface p-5 shadow-card sm:p-6',
          post.best_answer && !nested && 'border-ok',
        )}
      >
        {post.deleted ? <p className="text-muted italic">{t('post.deleted')}</p> : <Written topic={topic} post={post} sort={sort} onReply={() => setReplying(!replying)} replying={replying} onChoose={onChoose} />}
        {replying ? <ReplyBox topic={topic} parent={post} onDone={() => setReplying(false)} /> : null}
        {nested ? null : <Replies topic={topic} post={post} sort={sort} onChoose={onChoose} />}
      </article>
      {nested ? <Replies topic={topic} post={post} sort={sort} onChoose={onChoose} /> : null}
    </li>
  )
}

function Written({ topic, post, onReply, replying, onChoose }: Props & { onReply: () => void; replying: boolean }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const { write } = useSearch({ from: '/members/forum/$topicId' })
  const [editing, setEditing] = useState(write === `edit:${post.id}` && post.viewer.can_edit)
  const [history, setHistory] = useState(false)
  const isNew = useIsNew(post)
  const path = { post_id: post.id }
  const { liked } = post.viewer

  async function like() {
    const turn = (old: Post): Post => ({ ...old, like_count: old.like_count + (old.viewer.liked ? -1 : 1), viewer: { ...old.viewer, liked: !old.viewer.liked } })
    changePost(queries, topic.id, post.id, turn)
    try {
      const told = await ok(liked ? api.DELETE('/api/v1/forums/posts/{post_id}/like', { params: { path } }) : api.PUT('/api/v1/forums/posts/{post_id}/like', { params: { path } }))
      changePost(queries, topic.id, post.id, (old) => ({ ...old, like_count: told.count, viewer: { ...old.viewer, liked: told.liked } }))
      supersede(queries, ['posts', topic.id])
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      changePost(queries, topic.id, post.id, turn)
      tell(error.message)
    }
  }

  if (editing) {
    return (
      <Suspense>
        <EditPost topic={topic} post={post} onDone={() => setEditing(false)} onAgain={() => setEditing(true)} />
      </Suspense>
    )
  }
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Byline author={post.author} at={post.created_at}>
          {post.edited_at ? (
            <button type="button" onClick={() => setHistory(true)} className="min-h-6 underline decoration-dotted underline-offset-4 hover:text-ink">
              {t('post.edited')}
            </button>
          ) : null}
        </Byline>
        {isNew ? <Badge tone="brand">{t('post.new')}</Badge> : null}
        {post.best_answer ? <Badge tone="ok" icon={<CircleCheck aria-hidden className="size-3.5" />}>{t('topic.best_answer')}</Badge> : null}
      </div>
      <RichText html={post.body_html ?? ''} />
      <AttachmentList files={post.attachments} />
      <div data-chrome className="-mx-2 flex flex-wrap items-center gap-1">
        <Mark on={liked} label={t('mark.like')} count={post.like_count} icon={<ThumbsUp aria-hidden className="size-4.5" />} onPress={() => void like()} />
        {topic.locked ? null : (
          <Button look="ghost" size="small" aria-expanded={replying} icon={<MessageCircle aria-hidden className="size-4" />} onClick={onReply}>
            {t('post.reply')}
          </Button>
        )}
        {topic.viewer.can_mark_best ? (
          <Button look="ghost" size="small" icon={<CircleCheck aria-hidden className="size-4" />} onClick={() => onChoose(post)}>
            {post.best_answer ? t('post.unmark_best') : t('post.mark_best')}
          </Button>
        ) : null}
        <CopyLink path={`/forum/${topic.id}#post-${post.id}`} />
        {post.viewer.can_edit ? (
          <Button look="ghost" size="small" icon={<Pencil aria-hidden className="size-4" />} onClick={() => setEditing(true)}>
            {t('action.edit')}
          </Button>
        ) : null}
        <span className="ms-auto">
          <PostActions topic={topic} post={post} />
        </span>
      </div>
      {history ? (
        <Suspense>
          <History kind="post" id={post.id} onClose={() => setHistory(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Replies({ topic, post, sort, onChoose }: Props) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const [pending, setPending] = useState(false)
  const [shown, setShown] = useState(post.depth < DEEPEST)
  const { items, next_cursor: next } = post.replies
  const left = post.reply_count - items.length
  if (post.reply_count === 0 && items.length === 0) return null

  async function load() {
    setPending(true)
    try {
      const page = await repliesOf(topic.id, post.id, sort, items.length ? next : null)
      changePost(queries, topic.id, post.id, (old) => ({
        ...old,
        replies: { next_cursor: page.next_cursor, items: items.length && next ? [...old.replies.items, ...page.items] : page.items },
      }))
      setShown(true)
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="grid gap-2">
      {shown && items.length ? (
        <ol className="grid gap-2">
          {items.map((reply) => (
            <PostItem key={reply.id} topic={topic} post={reply} sort={sort} onChoose={onChoose} />
          ))}
        </ol>
      ) : null}
      {(shown ? left > 0 && (next !== null || items.length === 0) : true) ? (
        <Button look="ghost" size="small" className="justify-self-start" pending={pending} onClick={() => (shown || !items.length ? void load() : setShown(true))}>
          {t('post.more_replies', { count: shown ? left : post.reply_count })}
        </Button>
      ) : null}
    </div>
  )
}
