export { LiveProgress } from './LiveProgress';
