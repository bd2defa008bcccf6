import { z } from 'zod';
import { defineJob, handleJob } from '../platform/queue';
import { applyRetention } from './retention';

const retention = defineJob('apply-retention', z.object({}));

/** Hourly, so that a file with real codes is not kept overnight where codes are replaced. What is gone already is not deleted twice. */
export const privacyJobs = [handleJob(retention, (services) => applyRetention(services), { crontab: '17 * * * *' })];
