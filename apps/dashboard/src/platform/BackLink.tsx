import { ArrowLeftIcon } from '@almanac/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** The way back from a page to the list it belongs to, above its title. */
export function BackLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} className="inline-flex items-center gap-1 rounded-sm hover:text-ink print:hidden">
      <ArrowLeftIcon className="size-3.5" aria-hidden />
      {children}
    </Link>
  );
}
