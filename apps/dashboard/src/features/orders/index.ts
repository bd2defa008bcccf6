export { OrderStatusBadge } from './OrderStatusBadge';
