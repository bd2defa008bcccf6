import { Card as TremorCard } from '@tremor/react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';

type CardProps = {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** Lets tables and charts reach the card's edge. */
  readonly isFlush?: boolean;
};

export function Card({ title, description, actions, children, className, isFlush = false }: CardProps) {
  return (
    <TremorCard className={classNames('min-w-0 p-0 break-inside-avoid', className)}>
      {(title || actions) && (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 sm:px-5">
          <div className="min-w-0">
            {title && <h2 className="text-base font-semibold text-ink">{title}</h2>}
            {description && <p className="text-sm text-ink-faint">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
        </div>
      )}
      <div className={isFlush ? 'pt-3' : 'px-4 py-4 sm:px-5'}>{children}</div>
    </TremorCard>
  );
}
