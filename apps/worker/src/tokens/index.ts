export { authenticate } from './authenticate';
export { createRateLimit, type Allowance } from './rate-limit';
export { tokensRouter } from './router';
