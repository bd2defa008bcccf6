import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import type { Tone } from './Badge';

/** A grey block where something will be. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded-md bg-sunken', className)} />;
}

type EmptyStateProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly description?: ReactNode;
  readonly action?: ReactNode;
  /** It stands for the whole page, so its title is the page's heading. */
  readonly isWholePage?: boolean;
};

/** Says why there is nothing here and what to do about it. */
export function EmptyState({ icon, title, description, action, isWholePage = false }: EmptyStateProps) {
  const Title = isWholePage ? 'h1' : 'p';
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <div className="mb-3 flex size-10 items-center justify-center rounded-full bg-sunken text-ink-faint [&_svg]:size-5">{icon}</div>
      <Title className="text-base font-semibold text-ink">{title}</Title>
      {description && <p className="mt-1 max-w-md text-sm text-balance text-ink-faint">{description}</p>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

const callouts: Record<Tone, { box: string; Icon: typeof Info }> = {
  neutral: { box: 'bg-sunken text-ink-soft', Icon: Info },
  accent: { box: 'bg-accent-soft text-accent-ink', Icon: Info },
  good: { box: 'bg-good-soft text-good', Icon: CircleCheck },
  warn: { box: 'bg-warn-soft text-warn', Icon: TriangleAlert },
  bad: { box: 'bg-bad-soft text-bad', Icon: CircleAlert },
};

type CalloutProps = { readonly tone?: Tone; readonly title: ReactNode; readonly children?: ReactNode; readonly actions?: ReactNode; readonly isAlert?: boolean };

export function Callout({ tone = 'neutral', title, children, actions, isAlert = false }: CalloutProps) {
  const { box, Icon } = callouts[tone];
  return (
    <div role={isAlert ? 'alert' : undefined} className={classNames('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-4 py-3 text-sm', box)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-ink-soft">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

/** Progress from 0 to 1; without a value it says only that something runs. */
export function Progress({ label, value }: { readonly label: string; readonly value?: number }) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} className="h-1.5 overflow-hidden rounded-full bg-accent-soft">
      <div className={classNames('h-full rounded-full bg-accent transition-[width] duration-300', percent === undefined && 'animate-pulse')} style={{ width: `${percent ?? 100}%` }} />
    </div>
  );
}
