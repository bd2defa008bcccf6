import type { ReactNode } from 'react';
import { AppShell } from '../../features/shell/AppShell';
import { FormattersProvider } from '../../platform/FormattersProvider';
import { getSession, Hydrate } from '../../platform/trpc-server';

export default async function AppLayout({ children }: { readonly children: ReactNode }) {
  const { org } = await getSession();
  return (
    <Hydrate>
      <FormattersProvider currency={org.currency} timeZone={org.timeZone}>
        <AppShell>{children}</AppShell>
      </FormattersProvider>
    </Hydrate>
  );
}
