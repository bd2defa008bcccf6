export function Logo() {
  return (
    <span className="flex items-center gap-2 text-lg font-semibold tracking-tight text-ink">
      <svg viewBox="0 0 32 32" className="size-6" aria-hidden>
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path d="M7 21.5c3.2 0 4-9 7.2-9s3.2 5 6 5 3-5.500 5-7" fill="none" stroke="#fff" strokeWidth="2.600" strokeLinecap="round" />
        <circle cx="25" cy="10.500" r="2.300" fill="#fff" />
      </svg>
      Almanac
    </span>
  );
}
