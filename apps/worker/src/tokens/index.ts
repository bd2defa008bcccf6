export { authenticate } from './authenticate';
export { createRateLimit, type Allowance, type RateLimit } from './rate-limit';
export { tokensRouter } from './router';
