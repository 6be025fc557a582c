/** People, topics and what else a page shows, each with what a test says of it. */
import type { Attachment, Category, Notification, OrganizationCard, PersonCard, Post, SearchHit, SessionOverview, Topic, TopicSummary, Role } from '@/types/api.types'

const AT = '2026-03-02T08:00:00Z'
const organization: OrganizationCard = { id: 'org-1', name: 'مصنع نجد للبلاستيك', logo: null }

export const person = (more: Partial<PersonCard> = {}): PersonCard => ({ id: 'user-2', display_name: 'عمر Haddad', picture: null, organization, ...more })

export const session = (role: Role = 'member'): SessionOverview => ({
  user: {
    id: 'user-1',
    email: 'sara@factory.example',
    first_name: 'سارة',
    last_name: 'Alharbi',
    display_name: 'سارة Alharbi',
    title: null,
    bio: null,
    phone: null,
    expertise_tags: [],
    picture: null,
    role,
    status: 'active',
    email_verified: true,
    language: 'en',
    timezone: 'Asia/Riyadh',
    organization,
    reputation: 0,
    created_at: AT,
    last_seen_at: null,
    version: 1,
  },
  organization: {
    ...organization,
    slug: 'najd',
    name_ar: null,
    description: null,
    industry: null,
    size: null,
    country: 'SA',
    city: null,
    address: null,
    location: null,
    website: null,
    phone: null,
    email_domains: [],
    settings: { require_use_case_approval: false, allow_public_use_cases: true, require_second_factor: false },
    status: 'active',
    member_count: 2,
    created_at: AT,
    version: 1,
  },
  session: { id: 'session-1', created_at: AT, expires_at: AT, idle_expires_at: AT, remember_me: false },
  operator: false,
  second_factor: false,
})

export const category: Category = { id: 'cat-1', slug: 'maintenance', name: 'Maintenance', name_ar: 'الصيانة', colour: '#b45309', description: '', description_ar: '', position: 1, topic_count: 1, version: 1 }

export const topic = (more: Partial<TopicSummary> = {}): TopicSummary => ({
  id: 'topic-1',
  title: 'Which oil for the old press?',
  excerpt: 'It leaks.',
  category,
  tags: [],
  author: person(),
  organization,
  visibility: 'network',
  post_count: 2,
  like_count: 0,
  view_count: 0,
  follower_count: 0,
  answered: false,
  best_answer_id: null,
  pinned: false,
  locked: false,
  last_activity_at: AT,
  last_post: null,
  viewer: { liked: false, following: false, bookmarked: false, unread_count: 0, can_edit: false, can_delete: false, can_mark_best: false },
  created_at: AT,
  updated_at: AT,
  version: 1,
  ...more,
})

export const hit = (more: Partial<SearchHit> = {}): SearchHit => ({ topic: topic(), post_id: null, highlight: { title: 'Which <mark>oil</mark> for the old press?', body: 'It leaks.' }, ...more })

export const notification = (more: Partial<Notification> = {}): Notification => ({
  id: 'note-1',
  type: 'reply',
  actor: person(),
  count: 1,
  topic: { id: 'topic-1', title: 'Which oil for the old press?' },
  post_id: 'post-1',
  read: false,
  outcome: null,
  reason: null,
  happened_at: AT,
  ...more,
})

export const page = <Item>(items: Item[], more: { next_cursor?: string | null; total?: number } = {}) => ({ items, next_cursor: null, ...more })

export const post = (more: Partial<Post> = {}): Post => ({
  id: 'post-1', topic_id: 'topic-1', parent_id: null, seq: 1, depth: 0, body: 'Words', body_html: '<p>Words</p>', author: person(), attachments: [], like_count: 0, best_answer: false, deleted: false,
  edited_at: null, reply_count: 0, replies: page<Post>([]), viewer: { liked: false, can_edit: false, can_delete: false }, created_at: AT, version: 1,
  ...more,
} as Post)

/** A topic as its own page gets it. */
export const loaded = (more: Partial<Topic> = {}): Topic => ({ ...topic(), body: 'It leaks.', body_html: '<p>It leaks.</p>', attachments: [], ...more }) as Topic

export const attachment = (more: Partial<Attachment> = {}): Attachment => ({
  id: 'file-1', name: 'mould.png', description: '', media_type: 'image/png', size: 10, width: 3, height: 2, duration: null, status: 'ready', placeholder: null, variants: [], url: '/api/v1/files/file-1/content',
  ...more,
})
