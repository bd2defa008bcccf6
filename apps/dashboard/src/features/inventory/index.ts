export { TypedSearch } from './TypedSearch';
