import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { tellFullDisk } from './disk';

/** Where uploads, problem lists and model artifacts lie. Keys are slash-separated, `<orgId>/imports/<id>`. */
export interface FileStore {
  /** The file of a key, for readers that need a path. */
  path(key: string): string;
  /** Stores a stream under a key: whole or not at all. @throws DomainError `server.disk_full` */
  write(key: string, content: Readable): Promise<{ size: number; sha256: string }>;
  read(key: string): Readable;
  remove(key: string): Promise<void>;
}

const KEY = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** A file store in a folder of this machine. */
export function openFileStore(folder: string): FileStore {
  const place = (key: string) => {
    if (!KEY.test(key)) throw new RangeError(`file store: key "${key}" is not of the form a/b/c`);
    return path.join(folder, key);
  };
  return {
    path: place,
    async write(key, content) {
      const target = place(key);
      const draft = `${target}.${process.pid}.part`;
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      try {
        await mkdir(path.dirname(target), { recursive: true });
        await pipeline(content, measure, fs.createWriteStream(draft, { flush: true }));
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true });
        throw tellFullDisk(error);
      }
      return { size, sha256: hash.digest('hex') };
    },
    read: (key) => fs.createReadStream(place(key)),
    remove: (key) => rm(place(key), { force: true }),
  };
}
