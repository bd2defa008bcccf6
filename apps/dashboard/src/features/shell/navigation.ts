import type { Role } from '@almanac/data/contract';
import { BoxesIcon, ClipboardListIcon, CpuIcon, DatabaseIcon, LayoutDashboardIcon, SendIcon, SettingsIcon, SparklesIcon, TrendingUpIcon, UserRoundXIcon } from '@almanac/ui';

/** The pages of the side bar, in order; `key` names the title in the messages. */
export const pages = [
  { key: 'overview', href: '/', Icon: LayoutDashboardIcon },
  { key: 'forecasts', href: '/forecasts', Icon: TrendingUpIcon },
  { key: 'inventory', href: '/inventory', Icon: BoxesIcon },
  { key: 'orders', href: '/orders', Icon: ClipboardListIcon },
  { key: 'recommendations', href: '/recommendations', Icon: SparklesIcon },
  { key: 'churn', href: '/churn', Icon: UserRoundXIcon },
  { key: 'campaigns', href: '/campaigns', Icon: SendIcon },
  { key: 'data', href: '/data', Icon: DatabaseIcon },
  { key: 'training', href: '/training', Icon: CpuIcon },
  { key: 'settings', href: '/settings', Icon: SettingsIcon },
] as const;

export const isOpenPage = (href: string, pathname: string) => (href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`));

type PageKey = (typeof pages)[number]['key'];

/** A phone has room for four pages: those of the person's work. */
const onPhone: Readonly<Record<Role, readonly PageKey[]>> = {
  owner: ['overview', 'forecasts', 'inventory', 'churn'],
  manager: ['overview', 'forecasts', 'inventory', 'churn'],
  planner: ['overview', 'forecasts', 'inventory', 'orders'],
  marketer: ['overview', 'recommendations', 'churn', 'campaigns'],
  viewer: ['overview', 'forecasts', 'inventory', 'recommendations'],
};
export const pagesOnPhone = (role: Role) => pages.filter(({ key }) => onPhone[role].includes(key));
