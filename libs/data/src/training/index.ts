export { claimRun, failLostRuns, findActiveRun, findRun, findRunForUpdate, finishRun, insertRun, listRuns, listScores, lockStarts, requestCancel, requeueRun, setProgress, type RunFindings, type RunRow } from './runs';
export { findSchedule, getTimeZone, listNightlySchedules, listServedFrequencies, takeNight, upsertSchedule } from './schedules';
