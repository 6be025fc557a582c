/** Forms: checked at once where that needs no server, then by the server; mistakes stand beside their fields. */
import { Eye, EyeOff } from 'lucide-react'
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import { useI18n, type Translate } from '@/i18n'
import { ApiError } from '@/services/api'
import { Alert, Problem } from './Alert'
import { Button, type Look } from './Button'
import { cx } from './cx'

type Errors = Record<string, string>
interface State {
  errors: Errors
  pending: boolean
  correct: (name: string) => void
}
const FormContext = createContext<State>({ errors: {}, pending: false, correct: () => {} })

interface FormProps {
  onSubmit: (values: FormData) => Promise<void>
  children: ReactNode
  className?: string
  /** Names of fields that the server calls otherwise. */
  names?: Record<string, string>
  label?: string
  /** What a later step was refused for, where it is about this one. */
  refusal?: ApiError | null
  onInput?: (event: FormEvent<HTMLFormElement>) => void
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const controls = (form: HTMLFormElement): Control[] =>
  Array.from(form.elements).filter((one): one is Control => 'name' in one && 'validity' in one && one.name !== '')

function mistakes(form: HTMLFormElement, t: Translate): Errors {
  const found: Errors = {}
  for (const one of controls(form)) {
    const { validity } = one
    if (validity.valueMissing) found[one.name] = t('form.required')
    else if (validity.typeMismatch && one.type === 'email') found[one.name] = t('form.email')
    else if (validity.tooShort && 'minLength' in one) found[one.name] = t('form.too_short', { count: one.minLength })
  }
  return found
}

export function Form({ onSubmit, children, className, names = {}, label, refusal, onInput }: FormProps) {
  const { t } = useI18n()
  const [errors, setErrors] = useState<Errors>({})
  const [failure, setFailure] = useState<ApiError | null>(null)
  const [pending, setPending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const correct = useCallback((name: string) => {
    setErrors((all) => {
      if (!(name in all)) return all
      const { [name]: _, ...rest } = all
      return rest
    })
  }, [])

  useEffect(() => {
    if (refusal) refuse(refusal)
  }, [refusal])

  function show(found: Errors) {
    setErrors(found)
    const first = controls(form.current as HTMLFormElement).find((one) => one.name in found)
    first?.focus()
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    if (pending) return
    const found = mistakes(event.currentTarget, t)
    if (Object.keys(found).length) return show(found)
    setPending(true)
    setFailure(null)
    setErrors({})
    try {
      await onSubmit(new FormData(event.currentTarget))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      refuse(reason)
    } finally {
      setPending(false)
    }
  }

  function refuse(error: ApiError) {
    const here = new Set(controls(form.current as HTMLFormElement).map((one) => one.name))
    const told: Errors = {}
    const left = error.fields.filter(({ field, message }) => {
      const name = names[field] ?? field
      if (!here.has(name)) return true
      told[name] = message
      return false
    })
    if (Object.keys(told).length) show(told)
    setFailure(error.fields.length && !left.length ? null : error)
  }

  return (
    <FormContext value={{ errors, pending, correct }}>
      <form ref={form} noValidate onSubmit={submit} onInput={onInput} className={cx('grid gap-5', className)} aria-label={label}>
        {failure ? <Problem error={failure} /> : null}
        {children}
      </form>
    </FormContext>
  )
}

interface Framed {
  label: string
  name: string
  hint?: ReactNode
  optional?: boolean
}

function Frame({ label, name, hint, optional, id, children }: Framed & { id: string; children: ReactNode }) {
  const { t } = useI18n()
  const { errors } = useContext(FormContext)
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
        {optional ? <span className="ms-1.5 text-sm font-normal text-muted">{t('form.optional')}</span> : null}
      </label>
      {children}
      {errors[name] ? (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {errors[name]}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

function useControl(name: string, hint: ReactNode) {
  const id = useId()
  const { errors, correct } = useContext(FormContext)
  const wrong = name in errors
  const described = [wrong ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return {
    id,
    own: {
      id,
      name,
      'aria-invalid': wrong || undefined,
      'aria-describedby': described || undefined,
      onInput: () => correct(name),
    } as const,
  }
}

type FieldProps = Framed & Omit<InputHTMLAttributes<HTMLInputElement>, 'name'>

export function Field({ label, name, hint, optional, className, ...rest }: FieldProps) {
  const { id, own } = useControl(name, hint)
  return (
    <Frame {...{ label, name, hint, optional, id }}>
      <input required={!optional} placeholder=" " {...rest} {...own} className={cx('control', className)} />
    </Frame>
  )
}

export const EmailField = (props: Omit<FieldProps, 'type'>) => (
  <Field autoComplete="email" inputMode="email" spellCheck={false} dir="ltr" {...props} type="email" />
)

export function PasswordField({ label, name, hint, optional, ...rest }: FieldProps) {
  const { t } = useI18n()
  const [shown, setShown] = useState(false)
  const [length, setLength] = useState(0)
  const { id, own } = useControl(name, hint)
  const fresh = rest.autoComplete === 'new-password'
  return (
    <Frame {...{ label, name, hint, optional, id }}>
      <div className="relative">
        <input
          required={!optional}
          autoComplete="current-password"
          spellCheck={false}
          dir="ltr"
          {...rest}
          {...own}
          onInput={(event) => {
            own.onInput()
            setLength([...event.currentTarget.value].length)
          }}
          type={shown ? 'text' : 'password'}
          className="control ltr:pe-12 rtl:ps-12"
        />
        <button
          type="button"
          aria-pressed={shown}
          aria-label={t('form.show_password')}
          title={t('form.show_password')}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 end-0.5 grid w-11 place-items-center rounded-control text-muted hover:text-ink"
        >
          {shown ? <EyeOff aria-hidden className="size-5" /> : <Eye aria-hidden className="size-5" />}
        </button>
      </div>
      {fresh ? <Strength length={length} least={rest.minLength ?? 0} /> : null}
    </Frame>
  )
}

/** What a new password still lacks: its length is what makes it strong. */
function Strength({ length, least }: { length: number; least: number }) {
  const { t } = useI18n()
  const strong = length >= least + 6
  return (
    <p role="status" className={length ? cx('text-sm font-medium', length < least ? 'text-muted' : 'text-ok') : 'sr-only'}>
      {!length ? '' : length < least ? t('form.more_letters', { count: least - length }) : t(strong ? 'form.strong' : 'form.long_enough')}
    </p>
  )
}

type AreaProps = Framed & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name'>

export function Area({ label, name, hint, optional, className, ...rest }: AreaProps) {
  const { id, own } = useControl(name, hint)
  return (
    <Frame {...{ label, name, hint, optional, id }}>
      <textarea required={!optional} rows={4} dir="auto" placeholder=" " {...rest} {...own} className={cx('control', className)} />
    </Frame>
  )
}

type ChoiceProps = Framed &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'name'> & { choices: readonly (readonly [string, string])[]; none?: string }

export function Choice({ label, name, hint, optional, choices, none, className, ...rest }: ChoiceProps) {
  const { id, own } = useControl(name, hint)
  return (
    <Frame {...{ label, name, hint, optional, id }}>
      <select required={!optional} {...rest} {...own} className={cx('control', className)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Frame>
  )
}

export function Tick({ label, hint, name, ...rest }: { label: ReactNode; hint?: ReactNode; name: string } & InputHTMLAttributes<HTMLInputElement>) {
  const { id, own } = useControl(name, hint)
  return (
    <div className="flex items-start gap-3">
      <input {...rest} {...own} type="checkbox" className="mt-1 size-5 shrink-0 accent-brand" />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  )
}

export function Submit({ children, look, size, className }: { children: ReactNode; look?: Look; size?: 'normal' | 'large'; className?: string }) {
  const { pending } = useContext(FormContext)
  return (
    <Button type="submit" look={look} size={size} pending={pending} className={className}>
      {children}
    </Button>
  )
}

/** A form's text as it was typed; nothing is trimmed. */
export const text = (values: FormData, name: string): string => String(values.get(name) ?? '')
/** The same, or nothing where nothing was typed. */
export const maybe = (values: FormData, name: string): string | null => text(values, name) || null
export { Alert }
