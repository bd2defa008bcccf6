import { connect } from '@almanac/data';
import { runInBackground } from '../platform/background';
import { systemClock } from '../platform/clock';
import { ChildTask } from './child-task';
import { planInventory } from './plan-inventory';
import { replayInventory } from './replay';

/** Planning and replaying in a process of its own: 50,000 products take minutes of computing, which no request should wait for. */
runInBackground();
process.on('disconnect', () => process.exit(1)); // the worker is gone; another one starts the job anew
process.on('message', (raw) => void work(ChildTask.parse(raw)));

async function work(task: ChildTask): Promise<void> {
  const database = connect(task.databaseUrl, { max: 2 });
  try {
    const { orgId, today } = task;
    const { now } = systemClock;
    if (task.kind === 'plan') await planInventory(database, { orgId, today, now });
    else await replayInventory(database, { orgId, today, now, scope: task.scope });
    process.exitCode = 0;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  process.exit(); // closes the connections, too
}
