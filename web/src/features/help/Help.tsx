/** How to ask, find, format and press keys, and who sees what; for members and visitors alike. */
import { MessageCircleQuestion } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { KEYS_OFF } from '@/app/hooks'
import { leapsOf } from '@/app/leaps'
import { useAuth } from '@/contexts/AuthContext'
import { Syntax } from '@/features/search/Syntax'
import { useI18n } from '@/i18n'
import { keep, kept } from '@/lib/storage'
import { Card, Title } from '@/ui/bits'
import { ButtonLink } from '@/ui/Button'
import { WORDS, type Words } from './words'

export function Help() {
  const { t, language } = useI18n()
  const { user } = useAuth()
  const words = WORDS[language]
  const parts: [string, string, ReactNode][] = [
    ['ask', words.ask, <Asking key="ask" words={words} />],
    ['search', words.search, <Searching key="search" words={words} />],
    ['markdown', words.markdown, <Formatting key="markdown" words={words} />],
    ['keyboard', words.keys, <Keys key="keys" words={words} />],
    ['privacy', words.privacy, <Facts key="privacy" facts={words.facts} />],
  ]
  return (
    <div className={user ? 'grid gap-6' : 'mx-auto grid w-full max-w-6xl gap-6 px-4 py-8 sm:px-6'}>
      <Title name={words.title} lead={words.lead} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <nav aria-label={words.contents} className="flex flex-wrap gap-1 lg:sticky lg:top-8 lg:order-last lg:grid">
          {parts.map(([id, name]) => (
            <a key={id} href={`#${id}`} className="inline-flex min-h-10 items-center rounded-control px-3 text-muted no-underline hover:bg-sunk hover:text-ink max-lg:border max-lg:border-line max-lg:bg-surface">
              {name}
            </a>
          ))}
        </nav>
        <div className="grid max-w-3xl gap-6">
          {parts.map(([id, name, content]) => (
            <Card key={id} as="section" id={id} aria-labelledby={`${id}-name`} className="grid scroll-mt-20 gap-4 p-5 sm:p-6">
              <h2 id={`${id}-name`} className="text-xl">
                {name}
              </h2>
              {content}
            </Card>
          ))}
          <section aria-labelledby="more" className="flex flex-wrap items-center gap-4 rounded-card border border-dashed border-edge p-5 sm:p-6">
            <span aria-hidden className="grid size-12 place-items-center rounded-2xl bg-brand-soft text-brand">
              <MessageCircleQuestion className="size-6" />
            </span>
            <div className="grid min-w-0 flex-1 basis-60 gap-1">
              <h2 id="more" className="text-lg">
                {words.more}
              </h2>
              <p className="text-pretty text-muted">{words.moreWhy}</p>
            </div>
            {user ? <ButtonLink to="/forum/new">{t('forum.new')}</ButtonLink> : <ButtonLink to="/login">{t('auth.log_in')}</ButtonLink>}
          </section>
        </div>
      </div>
    </div>
  )
}

function Asking({ words }: { words: Words }) {
  return (
    <>
      <p className="text-pretty text-muted">{words.askLead}</p>
      <ol className="grid gap-4">
        {words.asking.map(([title, why], index) => (
          <li key={title} className="flex gap-3.5">
            <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-full bg-brand-soft font-bold text-brand">
              {index + 1}
            </span>
            <div className="grid gap-0.5">
              <h3 className="text-base">{title}</h3>
              <p className="text-pretty text-muted">{why}</p>
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function Searching({ words }: { words: Words }) {
  return (
    <>
      <p className="text-pretty text-muted">{words.searchLead}</p>
      <Syntax />
    </>
  )
}

function Formatting({ words: { samples: s, ...words } }: { words: Words }) {
  const rows: [string, ReactNode][] = [
    [`**${s.bold}**`, <strong key="b">{s.bold}</strong>],
    [`*${s.italic}*`, <em key="i">{s.italic}</em>],
    [`## ${s.heading}`, <strong key="h" className="text-lg">{s.heading}</strong>],
    [`- ${s.item}`, <span key="l">• {s.item}</span>],
    [`> ${s.quote}`, <span key="q" className="border-s-3 border-line ps-3 text-muted">{s.quote}</span>],
    [`\`${s.code}\``, <code key="c" dir="ltr" className="rounded border border-line bg-sunk px-1.5 font-mono text-sm">{s.code}</code>],
    [`[${s.link}](https://…)`, <span key="a" className="text-brand underline">{s.link}</span>],
  ]
  return (
    <>
      <p className="text-pretty text-muted">{words.markdownLead}</p>
      <Pairs heads={[words.typed, words.shown]} rows={rows.map(([typed, shown]) => [<code key={typed} className="font-sans text-sm"><bdi>{typed}</bdi></code>, shown])} />
    </>
  )
}

function Keys({ words }: { words: Words }) {
  const { t } = useI18n()
  const auth = useAuth()
  const [on, setOn] = useState(kept(KEYS_OFF) !== '1')
  const rows: [string[], string][] = [
    [['Ctrl', 'K'], words.palette],
    [['/'], words.slash],
    [['?'], words.question],
    [['C'], words.compose],
    [['J'], words.next],
    [['K'], words.previous],
    [['Ctrl', 'Enter'], words.send],
    [['Esc'], words.escape],
    [['↑', '↓'], words.arrows],
  ]
  return (
    <>
      <p className="text-pretty text-muted">
        {words.keysLead} {auth.user ? null : words.keysInside}
      </p>
      <Pairs
        heads={[words.key, words.does]}
        rows={[
          ...rows.map(([keys, does]): [ReactNode, string] => [
            <span key={does} dir="ltr" className="inline-flex gap-1">
              {keys.map((key) => (
                <Struck key={key}>{key}</Struck>
              ))}
            </span>,
            does,
          ]),
          ...leapsOf(auth).map(({ letter, name }): [ReactNode, string] => [
            <span key={letter} className="inline-flex items-center gap-1.5">
              <Struck>G</Struck>
              <span className="text-sm text-muted">{words.after}</span>
              <Struck>{letter.toUpperCase()}</Struck>
            </span>,
            t(name),
          ]),
        ]}
      />
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            setOn(event.target.checked)
            keep(KEYS_OFF, event.target.checked ? null : '1')
          }}
          className="mt-1 size-5 shrink-0 accent-brand"
        />
        <span>
          <span className="font-medium">{words.single}</span>
          <span className="block text-sm text-muted">{words.singleWhy}</span>
        </span>
      </label>
    </>
  )
}

function Struck({ children }: { children: string }) {
  return <kbd className="min-w-8 rounded-md border border-edge bg-surface px-1.5 py-0.5 text-center font-sans text-sm shadow-card">{children}</kbd>
}

function Pairs({ heads, rows }: { heads: [string, string]; rows: [ReactNode, ReactNode][] }) {
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-sm text-muted">
          {heads.map((head) => (
            <th key={head} scope="col" className="pb-1.5 text-start font-semibold">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, second], index) => (
          <tr key={index} className="border-b border-line last:border-0">
            <td className="py-2 pe-4">{first}</td>
            <td className="py-2">{second}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Facts({ facts }: { facts: [string, string][] }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {facts.map(([what, who]) => (
        <div key={what} className="grid content-start gap-0.5">
          <dt className="font-semibold">{what}</dt>
          <dd className="text-pretty text-muted">{who}</dd>
        </div>
      ))}
    </dl>
  )
}
