import { Skeleton } from '@almanac/ui';

/** The shape of a page while its data comes. */
export function PageSkeleton() {
  return (
    <div aria-busy className="grid gap-5">
      <Skeleton className="h-8 w-52" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-80 w-full" />
    </div>
  );
}
