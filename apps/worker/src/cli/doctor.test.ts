import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseEnv } from '../platform/env';
import { examine } from './doctor';

const home = mkdtempSync(path.join(os.tmpdir(), 'almanac-doctor-'));
afterAll(() => rmSync(home, { recursive: true }));

describe('doctor', () => {
  it('says what a new installation runs on', async () => {
    const report = await examine(parseEnv({ ALMANAC_HOME: home }));
    expect(report.node).toBe(process.versions.node);
    expect(report.database).toMatchObject({ kind: 'embedded', state: 'not created', place: home });
    expect(report.database.version).toMatch(/^\d+\.\d+/);
    expect(report.tensorflow.hardware).toMatch(/ threads?$|MB, driver/);
    expect(report.tensorflow.tfjs).toMatch(/^\d+\.\d+\.\d+$/);
    expect(report.problems.filter(({ isBlocking }) => isBlocking)).toEqual([]);
  });

  it('names an external database that does not answer, without its password', async () => {
    const report = await examine(parseEnv({ ALMANAC_HOME: home, DATABASE_URL: 'postgres://who:s3cret@127.0.0.1:1/shop' }));
    expect(report.database).toMatchObject({ kind: 'external', state: 'unreachable', place: '127.0.0.1:1/shop' });
    expect(report.problems.some(({ isBlocking }) => isBlocking)).toBe(true);
    expect(JSON.stringify(report)).not.toContain('s3cret');
  });
});
