/** What the forum asks the server, under which keys it is remembered, and what changes them. */
import { infiniteQueryOptions, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { api, ok, quietly } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Page, Post, PostSort, Topic, TopicSort, TopicSummary } from '@/types/api.types'

export interface TopicFilter {
  category?: string
  tag?: string
  author?: string
  organization?: string
  answered?: boolean
  bookmarked?: boolean
  following?: boolean
  sort?: TopicSort
}

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: async ({ signal }) => (await ok(api.GET('/api/v1/forums/categories', { params: { query: { limit: 100 } }, signal }))).items,
  staleTime: 300_000,
})

export const topicsQuery = (filter: TopicFilter) =>
  infiniteQueryOptions({
    queryKey: ['topics', filter],
    queryFn: ({ pageParam, signal }) =>
      ok(api.GET('/api/v1/forums/topics', { params: { query: { ...filter, limit: 20, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** Topics that ask the same, as far as a title tells; nobody is asked to sign in for them in mid-typing. */
export const similarQuery = (title: string) =>
  queryOptions({
    queryKey: ['similar', title],
    queryFn: async ({ signal }) => (await ok(api.GET('/api/v1/forums/similar', { params: { query: { title } }, signal, fetch: quietly }))).items,
    staleTime: 60_000,
  })

export const topicQuery = (id: string) =>
  queryOptions({
    queryKey: ['topic', id],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/forums/topics/{topic_id}', { params: { path: { topic_id: id } }, signal })),
  })

export const postsQuery = (topicId: string, sort: PostSort) =>
  infiniteQueryOptions({
    queryKey: ['posts', topicId, sort],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET('/api/v1/forums/topics/{topic_id}/posts', {
          params: { path: { topic_id: topicId }, query: { sort, limit: 20, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const repliesOf = (topicId: string, parentId: string, sort: PostSort, cursor?: string | null): Promise<Page<Post>> =>
  ok(
    api.GET('/api/v1/forums/topics/{topic_id}/posts', {
      params: { path: { topic_id: topicId }, query: { parent_id: parentId, sort, limit: 20, cursor: cursor ?? undefined } },
    }),
  )

export const postQuery = (id: string) =>
  queryOptions({
    queryKey: ['post', id],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/forums/posts/{post_id}', { params: { path: { post_id: id } }, signal })),
  })

type Pages = InfiniteData<Page<Post>>

/** Changes posts wherever they hang in the thread. */
export function changePosts(queries: QueryClient, topicId: string, change: (post: Post) => Post): void {
  const within = (posts: Post[]): Post[] =>
    posts.map((one) => {
      const post = change(one)
      return post.replies.items.length ? { ...post, replies: { ...post.replies, items: within(post.replies.items) } } : post
    })
  queries.setQueriesData<Pages>({ queryKey: ['posts', topicId] }, (data) =>
    data ? { ...data, pages: data.pages.map((page) => ({ ...page, items: within(page.items) })) } : data,
  )
}

export function changePost(queries: QueryClient, topicId: string, id: string, change: (post: Post) => Post): void {
  changePosts(queries, topicId, (post) => (post.id === id ? change(post) : post))
  queries.setQueryData<Post>(['post', id], (post) => (post ? change(post) : post))
}

/** Hangs a new post where it belongs, so that its writer sees it at once. */
export function addPost(queries: QueryClient, topicId: string, post: Post): void {
  const parent = post.parent_id
  if (parent) {
    changePost(queries, topicId, parent, (found) => ({
      ...found,
      reply_count: found.reply_count + 1,
      replies: { ...found.replies, items: [...found.replies.items, post] },
    }))
    return
  }
  queries.setQueriesData<Pages>({ queryKey: ['posts', topicId] }, (data) => {
    if (!data) return data
    const pages = data.pages.slice()
    const last = pages[pages.length - 1]
    if (last && last.next_cursor === null) pages[pages.length - 1] = { ...last, items: [...last.items, post] }
    return { ...data, pages }
  })
}

export function changeTopic(queries: QueryClient, id: string, change: (topic: Topic) => Topic): void {
  queries.setQueryData<Topic>(['topic', id], (topic) => (topic ? change(topic) : topic))
}

/** After a change that is shown already: asked anew only where something older is under way. */
export function supersede(queries: QueryClient, queryKey: string[]): void {
  if (queries.isFetching({ queryKey })) void askAnew(queries, queryKey)
}

export function putTopic(queries: QueryClient, topic: Topic): void {
  const queryKey = ['topic', topic.id]
  void queries.cancelQueries({ queryKey }) // it is older
  queries.setQueryData(queryKey, topic)
  void askAnew(queries, ['topics'])
}

export type { TopicSummary }
