export { findShifted } from './shifted';
export { monitoringRouter } from './router';
