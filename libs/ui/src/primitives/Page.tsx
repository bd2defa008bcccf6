import type { ReactNode } from 'react';

type PageHeaderProps = { readonly title: ReactNode; readonly description?: ReactNode; readonly actions?: ReactNode; readonly above?: ReactNode };

export function PageHeader({ title, description, actions, above }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above && <div className="mb-1 text-sm text-ink-faint">{above}</div>}
        <h1 className="text-xl font-semibold tracking-tight text-ink">{title}</h1>
        {description && <div className="mt-0.5 text-sm text-ink-faint">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
    </header>
  );
}

/** What a printed page was narrowed to; on screen the filters themselves say so. */
export function PrintedFilters({ items }: { readonly items: readonly { readonly label: string; readonly value: string }[] }) {
  return (
    <dl className="hidden flex-wrap gap-x-6 gap-y-1 border-y border-line py-2 text-sm print:flex">
      {items.map(({ label, value }) => (
        <div key={label} className="flex gap-1.5">
          <dt className="text-ink-faint">{label}:</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
