/** Short notes about what was done, with a way back where there is one. */
import { X } from 'lucide-react'
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react'
import { useI18n } from '@/i18n'

interface Note {
  id: number
  text: string
  undo?: () => void
}
interface Toasts {
  tell: (text: string) => void
  /** Tells what was done already, and how to take it back. */
  tellWithUndo: (text: string, undo: () => void) => void
  /** Tells, waits, then does it: nothing happens if the reader takes it back. */
  unlessUndone: (text: string, act: () => void, back?: () => void) => void
}
const Context = createContext<Toasts | null>(null)
const SHOWN = 8000

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useI18n()
  const [notes, setNotes] = useState<Note[]>([])
  const next = useRef(1)
  const drop = useCallback((id: number) => setNotes((all) => all.filter((note) => note.id !== id)), [])

  const value = useMemo<Toasts>(() => {
    const show = (text: string, undo?: () => void) => {
      const id = next.current++
      setNotes((all) => [...all.slice(-2), { id, text, undo }])
      setTimeout(() => drop(id), SHOWN)
      return id
    }
    return {
      tell: (text) => void show(text),
      tellWithUndo: (text, undo) => {
        const id = show(text, () => {
          drop(id)
          undo()
        })
      },
      unlessUndone: (text, act, back) => {
        let over = false
        const finish = () => {
          if (over) return
          over = true
          window.removeEventListener('pagehide', finish)
          act()
        }
        const timer = setTimeout(finish, SHOWN)
        window.addEventListener('pagehide', finish)
        const id = show(text, () => {
          over = true
          clearTimeout(timer)
          window.removeEventListener('pagehide', finish)
          drop(id)
          back?.()
        })
      },
    }
  }, [drop])

  return (
    <Context value={value}>
      {children}
      <div role="status" className="pointer-events-none fixed inset-x-0 bottom-20 z-50 grid justify-items-center gap-2 px-4 md:bottom-6" data-chrome>
        {notes.map((note) => (
          <div key={note.id} className="pointer-events-auto flex max-w-full animate-rise items-center gap-2 rounded-control bg-[#0f172a] py-1.5 ps-4 pe-1.5 text-white shadow-pop">
            <span>{note.text}</span>
            {note.undo ? (
              <button type="button" onClick={note.undo} className="min-h-9 shrink-0 rounded-lg px-3 font-semibold whitespace-nowrap text-[#fbbf24] hover:bg-white/10">
                {t('action.undo')}
              </button>
            ) : null}
            <button type="button" aria-label={t('action.close')} onClick={() => drop(note.id)} className="grid size-9 shrink-0 place-items-center rounded-lg hover:bg-white/10">
              <X aria-hidden className="size-4" />
            </button>
          </div>
        ))}
      </div>
    </Context>
  )
}

export function useToasts(): Toasts {
  const value = useContext(Context)
  if (!value) throw new Error('useToasts stands outside of ToastProvider')
  return value
}
