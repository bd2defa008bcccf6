import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { openFileStore } from './files';

const folder = mkdtempSync(path.join(tmpdir(), 'almanac-files-'));
const files = openFileStore(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('file store', () => {
  it('gives back what was stored, with its size and hash', async () => {
    const stored = await files.write('org/imports/1', Readable.from([Buffer.from('abc')]));
    expect(stored).toEqual({ size: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' });
    expect(await text(files.read('org/imports/1'))).toBe('abc');
  });

  it('leaves nothing behind when the stream breaks', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('a');
        throw new Error('connection lost');
      })(),
    );
    await expect(files.write('org/broken/1', broken)).rejects.toThrow('connection lost');
    expect(readdirSync(path.join(folder, 'org/broken'))).toEqual([]);
  });

  it.each(['../secrets.json', '/etc/passwd', 'org/../../x', 'org', 'org/.hidden', 'org//x'])('refuses the key %s', (key) => {
    expect(() => files.path(key)).toThrow(RangeError);
  });
});
