export { getCurrency } from './currency';
