/** One thing that is new: who did what, where, and when; it leads to the very reply. */
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AtSign, Bell, Check, CircleCheck, Flag, MessageCircle, ShieldCheck, ThumbsUp } from 'lucide-react'
import { useI18n, type Translate } from '@/i18n'
import { ApiError } from '@/services/api'
import type { Notification } from '@/types/api.types'
import { Avatar, TimeAgo } from '@/ui/bits'
import { IconButton } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { useToasts } from '@/ui/Toast'
import { read } from './queries'

const SIGNS: Record<string, [typeof Bell, string]> = {
  reply: [MessageCircle, 'bg-brand text-on-brand'],
  followed_topic: [Bell, 'bg-brand text-on-brand'],
  mention: [AtSign, 'bg-brand text-on-brand'],
  best_answer: [CircleCheck, 'bg-ok text-surface'],
  like: [ThumbsUp, 'bg-gold-fill text-black'],
}
/** Of decisions nobody is named: the sign stands where else a picture is. */
const DECISIONS: Record<string, typeof Bell> = { moderation: ShieldCheck, report: Flag }

/** What was decided, in one line. */
function decisionOf(t: Translate, { type, outcome, post_id }: Notification): string {
  if (type === 'report') return t(outcome === 'dismissed' ? 'notes.report_dismissed' : outcome === 'warned' ? 'notes.report_warned' : 'notes.report_removed')
  switch (outcome) {
    case 'edited':
    case 'removed':
    case 'warned':
      return t(post_id ? `notes.reply_${outcome}` : `notes.topic_${outcome}`)
    case 'moved':
    case 'locked':
      return t(`notes.topic_${outcome}`)
    default:
      return t('notes.decided')
  }
}

/** What happened, in one line; names keep their own direction. */
export function lineOf(t: Translate, item: Notification): string {
  const { type, actor, count, post_id } = item
  if (!actor) return decisionOf(t, item)
  const name = `\u2068${actor.display_name}\u2069`
  switch (type) {
    case 'like':
      if (count > 1) return t(post_id ? 'notes.like_reply_more' : 'notes.like_topic_more', { name, count: count - 1 })
      return t(post_id ? 'notes.like_reply' : 'notes.like_topic', { name })
    case 'reply':
    case 'followed_topic':
    case 'mention':
    case 'best_answer':
      return t(`notes.${type}`, { name })
    default:
      return t('notes.other', { name })
  }
}

export function Item({ item, onOpen }: { item: Notification; onOpen?: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const [Sign, look] = SIGNS[item.type] ?? [Bell, 'bg-brand text-on-brand']
  const Decision = DECISIONS[item.type] ?? Bell

  async function note() {
    try {
      await read(queries, item)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(t('notes.failed'))
    }
  }

  return (
    <li data-entry className={cx('group relative flex gap-3 border-b border-line p-4 last:border-0 hover:bg-ground', !item.read && 'bg-brand-soft/60')}>
      <span className="relative shrink-0 self-start">
        {item.actor ? (
          <>
            <Avatar id={item.actor.id} name={item.actor.display_name} picture={item.actor.picture} />
            <span aria-hidden className={cx('absolute -end-1.5 -bottom-1.5 grid size-5 place-items-center rounded-full ring-2 ring-surface', look)}>
              <Sign className="size-3" />
            </span>
          </>
        ) : (
          <span aria-hidden className="grid size-10 place-items-center rounded-full bg-ground text-muted ring-1 ring-line">
            <Decision className="size-5" />
          </span>
        )}
      </span>
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className={cx('text-pretty', !item.read && 'font-semibold')}>
          {item.read ? null : <span className="sr-only">{t('notes.new')}</span>}
          <Link
            to="/forum/$topicId"
            params={{ topicId: item.topic.id }}
            hash={item.post_id ? `post-${item.post_id}` : undefined}
            onClick={() => {
              onOpen?.()
              if (!item.read) void note()
            }}
            className="text-ink no-underline covering group-hover:text-brand"
          >
            {lineOf(t, item)}
          </Link>
        </p>
        <p dir="auto" className="keeps-side truncate text-muted">
          {item.topic.title}
        </p>
        {item.reason ? (
          <p dir="auto" className="keeps-side text-pretty [overflow-wrap:anywhere]">
            {item.reason}
          </p>
        ) : null}
        <p className="text-sm text-muted">
          <TimeAgo at={item.happened_at} />
        </p>
      </div>
      {item.read ? null : (
        <IconButton label={t('notes.read')} onClick={() => void note()} className="relative z-10 self-center text-brand">
          <Check aria-hidden className="size-5" />
        </IconButton>
      )}
    </li>
  )
}
