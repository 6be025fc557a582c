/** What can be done with a topic or a reply beyond answering it: looked into, reported, put right, taken away. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Flag, FolderInput, History as HistoryIcon, Lock, LockOpen, Pin, PinOff, Trash2 } from 'lucide-react'
import { Suspense, lazy, useState, type ReactNode } from 'react'
import { useAuth, useMe } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Post, Topic } from '@/types/api.types'
import { Menu, MenuItem } from '@/ui/Menu'
import { useToasts } from '@/ui/Toast'
import { useReason } from '@/features/moderation/useReason'
import { putTopic } from './queries'

const History = lazy(() => import('./History'))
const MoveDialog = lazy(() => import('./MoveDialog'))
const ReasonDialog = lazy(() => import('@/features/moderation/ReasonDialog'))
const ReportDialog = lazy(() => import('@/features/moderation/ReportDialog'))

type Open = 'history' | 'report' | 'remove' | 'move' | null
interface Choice {
  name: string
  icon: ReactNode
  act: () => void
  danger?: boolean
}
const SIZE = 'size-4.5 shrink-0'

function Choices({ choices, label }: { choices: (Choice | false)[]; label: string }) {
  const shown = choices.filter((one): one is Choice => one !== false)
  if (!shown.length) return null
  return (
    <Menu label={label} button={<Ellipsis aria-hidden className={SIZE} />} buttonClass="inline-grid size-10 place-items-center rounded-control text-muted hover:bg-sunk hover:text-ink">
      {(close) =>
        shown.map(({ name, icon, act, danger }) => (
          <MenuItem
            key={name}
            icon={icon}
            danger={danger}
            onSelect={() => {
              close()
              act()
            }}
          >
            {name}
          </MenuItem>
        ))
      }
    </Menu>
  )
}

/** Tells what the server has against it, where nothing else would. */
export function useAttempt(): (act: () => Promise<unknown>) => Promise<void> {
  const { tell } = useToasts()
  return async (act) => {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message)
    }
  }
}

export function PostActions({ topic, post }: { topic: Topic; post: Post }) {
  const { t } = useI18n()
  const { user } = useMe()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const { tellWithUndo } = useToasts()
  const [open, setOpen] = useState<Open>(null)
  const own = post.author.id === user.id
  const path = { post_id: post.id }
  const close = () => setOpen(null)

  async function remove(reason?: string) {
    await ok(api.DELETE('/api/v1/forums/posts/{post_id}', { params: { path }, body: reason ? { reason } : undefined }))
    const reload = () => Promise.all(['posts', 'topic'].map((key) => askAnew(queries, [key, topic.id])))
    await reload()
    tellWithUndo(t('post.was_deleted'), () => void attempt(() => ok(api.POST('/api/v1/forums/posts/{post_id}/restore', { params: { path } })).then(reload)))
  }

  return (
    <>
      <Choices
        label={t('post.more', { name: post.author.display_name })}
        choices={[
          post.edited_at !== null && { name: t('history.title'), icon: <HistoryIcon aria-hidden className={SIZE} />, act: () => setOpen('history') },
          !own && { name: t('report.action'), icon: <Flag aria-hidden className={SIZE} />, act: () => setOpen('report') },
          post.viewer.can_delete && { name: t('action.delete'), icon: <Trash2 aria-hidden className={SIZE} />, danger: true, act: () => (own ? void attempt(remove) : setOpen('remove')) },
        ]}
      />
      <Suspense>
        {open === 'history' ? <History kind="post" id={post.id} onClose={close} /> : null}
        {open === 'report' ? <ReportDialog kind="post" id={post.id} onClose={close} /> : null}
        {open === 'remove' ? <ReasonDialog title={t('moderation.remove_post')} lead={t('moderation.lead_removed')} yes={t('action.delete')} harsh act={remove} onClose={close} /> : null}
      </Suspense>
    </>
  )
}

export function TopicActions({ topic }: { topic: Topic }) {
  const { t } = useI18n()
  const { user } = useMe()
  const { isOperator } = useAuth()
  const { withReason, dialog } = useReason()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const attempt = useAttempt()
  const { tellWithUndo } = useToasts()
  const [open, setOpen] = useState<Open>(null)
  const own = topic.author.id === user.id
  const path = { topic_id: topic.id }
  const close = () => setOpen(null)

  async function remove(reason?: string) {
    await ok(api.DELETE('/api/v1/forums/topics/{topic_id}', { params: { path }, body: reason ? { reason } : undefined }))
    await navigate({ to: '/forum' })
    void askAnew(queries, ['topics'])
    tellWithUndo(t('topic.deleted'), () => {
      void attempt(async () => {
        putTopic(queries, await ok(api.POST('/api/v1/forums/topics/{topic_id}/restore', { params: { path } })))
        await navigate({ to: '/forum/$topicId', params: { topicId: topic.id } })
      })
    })
  }

  /** Done at once, and taken back with one press. */
  async function set(change: { pinned?: boolean; locked?: boolean; category_id?: string }, before: typeof change, told: string) {
    const put = async (what: typeof change, why: { reason?: string }) =>
      putTopic(queries, await ok(api.PATCH('/api/v1/forums/topics/{topic_id}', { params: { path }, body: { ...what, ...why } })))
    await attempt(() =>
      withReason(async (reason) => {
        const why = reason ? { reason } : {}
        await put(change, why)
        tellWithUndo(told, () => void attempt(() => put(before, why)))
      }),
    )
  }

  return (
    <>
      {dialog}
      <Choices
        label={t('topic.more')}
        choices={[
          topic.version > 1 && { name: t('history.title'), icon: <HistoryIcon aria-hidden className={SIZE} />, act: () => setOpen('history') },
          !own && { name: t('report.action'), icon: <Flag aria-hidden className={SIZE} />, act: () => setOpen('report') },
          isOperator && {
            name: t(topic.pinned ? 'topic.unpin' : 'topic.pin'),
            icon: topic.pinned ? <PinOff aria-hidden className={SIZE} /> : <Pin aria-hidden className={SIZE} />,
            act: () => void set({ pinned: !topic.pinned }, { pinned: topic.pinned }, t(topic.pinned ? 'topic.was_unpinned' : 'topic.was_pinned')),
          },
          isOperator && {
            name: t(topic.locked ? 'topic.unlock' : 'topic.lock'),
            icon: topic.locked ? <LockOpen aria-hidden className={SIZE} /> : <Lock aria-hidden className={SIZE} />,
            act: () => void set({ locked: !topic.locked }, { locked: topic.locked }, t(topic.locked ? 'topic.was_unlocked' : 'topic.was_locked')),
          },
          topic.viewer.can_edit && { name: t('topic.move'), icon: <FolderInput aria-hidden className={SIZE} />, act: () => setOpen('move') },
          topic.viewer.can_delete && { name: t('action.delete'), icon: <Trash2 aria-hidden className={SIZE} />, danger: true, act: () => (own ? void attempt(remove) : setOpen('remove')) },
        ]}
      />
      <Suspense>
        {open === 'history' ? <History kind="topic" id={topic.id} onClose={close} /> : null}
        {open === 'report' ? <ReportDialog kind="topic" id={topic.id} onClose={close} /> : null}
        {open === 'remove' ? <ReasonDialog title={t('moderation.remove_topic')} lead={t('moderation.lead_removed')} yes={t('action.delete')} harsh act={remove} onClose={close} /> : null}
        {open === 'move' ? (
          <MoveDialog
            from={topic.category.id}
            onMove={(to, name) => {
              close()
              void set({ category_id: to }, { category_id: topic.category.id }, t('topic.was_moved', { name }))
            }}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  )
}
