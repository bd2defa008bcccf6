import { ChevronDown, Search } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from '../class-names';

const control =
  'w-full rounded-md border border-line-strong bg-surface text-ink shadow-card transition-colors placeholder:text-ink-faint hover:border-ink-faint disabled:opacity-60 focus-visible:outline-offset-0';

type Labelled = { readonly label: string; readonly hint?: ReactNode; readonly error?: string; readonly isLabelHidden?: boolean };

function Frame({ id, label, hint, error, isLabelHidden, children }: Labelled & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'mb-1 block text-sm font-medium text-ink-soft'}>
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-ink-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-xs text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, { hint, error }: Pick<Labelled, 'hint' | 'error'>) => (error ? `${id}-error` : hint ? `${id}-hint` : undefined);

export function TextField({ label, hint, error, isLabelHidden, className, ...rest }: Labelled & ComponentProps<'input'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error} isLabelHidden={isLabelHidden}>
      <input id={id} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { hint, error })} className={classNames(control, 'h-9 px-3 text-base', className)} {...rest} />
    </Frame>
  );
}

export function SearchField({ label, className, ...rest }: { readonly label: string } & Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <div className={classNames('relative', className)}>
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" aria-hidden />
      <input type="search" aria-label={label} placeholder={label} className={classNames(control, 'h-8 pr-2 pl-8 text-sm')} {...rest} />
    </div>
  );
}

export type Option = { readonly value: string; readonly label: string };

export function SelectField({ label, hint, error, isLabelHidden, options, className, ...rest }: Labelled & { readonly options: readonly Option[] } & Omit<ComponentProps<'select'>, 'children'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error} isLabelHidden={isLabelHidden}>
      <div className={classNames('relative', className)}>
        <select id={id} aria-describedby={describedBy(id, { hint, error })} className={classNames(control, 'appearance-none truncate pr-7', isLabelHidden ? 'h-8 pl-2.5 text-sm' : 'h-9 pl-3 text-base')} {...rest}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute inset-y-0 right-2 my-auto size-4 text-ink-faint" aria-hidden />
      </div>
    </Frame>
  );
}
