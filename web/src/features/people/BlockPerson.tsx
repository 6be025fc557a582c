/** Being told nothing of somebody any more, or again; they never learn of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ban } from 'lucide-react'
import { useId } from 'react'
import { useI18n } from '@/i18n'
import { api, ApiError, ok } from '@/services/api'
import { Button } from '@/ui/Button'
import { useToasts } from '@/ui/Toast'
import { personQuery } from './queries'

const BLOCK = '/api/v1/people/{user_id}/block'

export function BlockPerson({ id, blocked }: { id: string; blocked: boolean }) {
  const { t } = useI18n()
  const why = useId()
  const queries = useQueryClient()
  const { tell, tellWithUndo } = useToasts()
  const { queryKey } = personQuery(id)
  const change = useMutation({
    mutationFn: (on: boolean) => {
      const params = { path: { user_id: id } }
      return ok(on ? api.PUT(BLOCK, { params }) : api.DELETE(BLOCK, { params }))
    },
    onMutate: () => queries.cancelQueries({ queryKey }),
    onSuccess: (now) => queries.setQueryData(queryKey, (person) => (person ? { ...person, ...now } : person)),
    onError: (error) => {
      if (error instanceof ApiError) tell(error.message || error.title)
    },
  })

  function press() {
    const on = !blocked
    change.mutate(on, {
      onSuccess: () => tellWithUndo(t(on ? 'people.was_blocked' : 'people.was_unblocked'), () => change.mutate(!on)),
    })
  }

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4">
      <p id={why} className="min-w-48 flex-1 text-sm text-pretty text-muted">
        {t(blocked ? 'people.blocked_why' : 'people.block_why')}
      </p>
      <Button look="quiet" size="small" icon={<Ban aria-hidden className="size-4" />} aria-describedby={why} pending={change.isPending} onClick={press}>
        {t(blocked ? 'people.unblock' : 'people.block')}
      </Button>
    </div>
  )
}
