import { PageSkeleton } from '../../features/shell/PageSkeleton';

export default PageSkeleton;
