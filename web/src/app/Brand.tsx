import { Link } from '@tanstack/react-router'
import { useAuth } from '@/contexts/AuthContext'

export function Logo({ className = 'size-9' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" fill="#1e40af" />
      <path d="M6 24.5V15l6.5 4.2V15l6.5 4.2V8h7v16.5z" fill="none" stroke="#fff" strokeWidth="2.4" strokeLinejoin="round" />
      <circle cx="11" cy="9" r="3" fill="#fbbf24" />
    </svg>
  )
}

export function Brand() {
  const { user } = useAuth()
  return (
    <Link to={user ? '/dashboard' : '/'} className="inline-flex min-h-11 items-center gap-2.5 font-bold whitespace-nowrap text-ink no-underline">
      <Logo />
      <span dir="ltr">P2P Sandbox</span>
    </Link>
  )
}
