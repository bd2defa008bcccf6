export { claimRun, failLostRuns, findActiveRun, findRun, findRunForUpdate, findServedRun, finishRun, insertRun, listForecastScores, listRuns, lockStarts, requestCancel, requeueRun, retiredRuns, serveRun, setProgress, type RunFindings, type RunRow } from './runs';
export { findSchedule, getTimeZone, listNightlySchedules, listServed, takeNight, upsertSchedule } from './schedules';
