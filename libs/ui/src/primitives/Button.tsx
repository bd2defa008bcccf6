import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from '../class-names';

type ButtonProps = ComponentProps<'button'> & {
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  readonly size?: 'sm' | 'md' | 'icon';
  /** Shows a spinner and refuses clicks while an action runs. */
  readonly isBusy?: boolean;
  /** Gives the look to the only child, such as a link. */
  readonly asChild?: boolean;
};

const variants = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent shadow-card',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-sunken shadow-card',
  ghost: 'bg-transparent text-ink-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-surface text-bad border-line-strong hover:bg-bad-soft shadow-card',
};
const sizes = { sm: 'h-8 px-2.5 text-sm gap-1.5', md: 'h-9 px-3.5 text-base gap-2', icon: 'size-8 justify-center' };

export function Button({ variant = 'secondary', size = 'sm', isBusy = false, asChild = false, className, children, disabled, ...rest }: ButtonProps) {
  const Root = asChild ? Slot.Root : 'button';
  return (
    <Root
      type={asChild ? undefined : 'button'}
      disabled={asChild ? undefined : disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
        variants[variant],
        sizes[size],
        className,
      )}
      {...rest}
    >
      {isBusy && !asChild ? (
        <>
          <LoaderCircle className="animate-spin" aria-hidden />
          {children}
        </>
      ) : (
        children
      )}
    </Root>
  );
}
