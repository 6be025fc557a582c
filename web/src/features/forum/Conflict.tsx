/** Somebody else was faster: both texts side by side, one is taken or both are put together, and nothing is lost. */
import { useId, useState } from 'react'
import { useI18n } from '@/i18n'
import { Button } from '@/ui/Button'
import { TimeAgo } from '@/ui/bits'
import { Dialog } from '@/ui/Dialog'

interface Props {
  theirs: string
  at: string | null
  mine: string
  onTheirs: () => void
  onMine: (words: string) => Promise<void>
  onClose: () => void
}

export default function Conflict({ theirs, at, mine, onTheirs, onMine, onClose }: Props) {
  const { t } = useI18n()
  const id = useId()
  const [words, setWords] = useState(mine)
  const [pending, setPending] = useState(false)
  async function save() {
    setPending(true)
    await onMine(words).finally(() => setPending(false))
  }
  return (
    <Dialog title={t('conflict.title')} onClose={onClose} wide>
      <p className="text-muted">{t('conflict.why')}</p>
      <div className="grid gap-4 md:grid-cols-2">
        <div className="grid content-start gap-1.5">
          <h3 className="flex min-h-7 flex-wrap items-baseline gap-x-2 text-base leading-7">
            {t('conflict.there')}
            {at ? (
              <span className="text-sm font-normal text-muted">
                <TimeAgo at={at} />
              </span>
            ) : null}
          </h3>
          <pre dir="auto" tabIndex={0} aria-label={t('conflict.there')} className="h-64 overflow-auto rounded-control border border-line bg-ground p-3 font-sans whitespace-pre-wrap [overflow-wrap:anywhere]">
            {theirs}
          </pre>
          <Button look="quiet" onClick={onTheirs}>
            {t('conflict.theirs')}
          </Button>
        </div>
        <div className="grid content-start gap-1.5">
          <label htmlFor={id} className="min-h-7 leading-7 font-bold">
            {t('conflict.yours')}
          </label>
          <textarea id={id} dir="auto" value={words} onChange={(event) => setWords(event.target.value)} className="control h-64 resize-y" />
          <Button pending={pending} onClick={() => void save()}>
            {t('conflict.mine')}
          </Button>
        </div>
      </div>
      <Button look="ghost" size="small" className="justify-self-start" onClick={() => setWords(`${words.trimEnd()}\n\n${theirs}`)}>
        {t('conflict.both')}
      </Button>
    </Dialog>
  )
}
