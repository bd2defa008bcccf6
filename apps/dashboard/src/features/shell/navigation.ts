import type { Role } from '@almanac/data/contract';
import { icons } from '@almanac/ui';

/** The pages of the side bar, in order; `key` names the title in the messages. */
export const pages = [
  { key: 'overview', href: '/', Icon: icons.LayoutDashboard },
  { key: 'forecasts', href: '/forecasts', Icon: icons.TrendingUp },
  { key: 'inventory', href: '/inventory', Icon: icons.Boxes },
  { key: 'orders', href: '/orders', Icon: icons.ClipboardList },
  { key: 'recommendations', href: '/recommendations', Icon: icons.Sparkles },
  { key: 'churn', href: '/churn', Icon: icons.UserRoundX },
  { key: 'campaigns', href: '/campaigns', Icon: icons.Send },
  { key: 'data', href: '/data', Icon: icons.Database },
  { key: 'training', href: '/training', Icon: icons.Cpu },
  { key: 'settings', href: '/settings', Icon: icons.Settings },
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
