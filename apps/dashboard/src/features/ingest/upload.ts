import type { ImportKind } from '@almanac/data/contract';
import { type Failure, failureOfBody } from '../../platform/api-error';

export class UploadRefused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Sends a file as it is; `onProgress` hears the share sent so far. `fetch` cannot tell that, so this is the older interface. */
export function uploadFile(file: File, kind: ImportKind, onProgress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/uploads?${new URLSearchParams({ kind, name: file.name })}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => reject(new UploadRefused(failureOfBody(undefined)));
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status < 300 && typeof body === 'object' && body !== null && 'importId' in body && typeof body.importId === 'string') resolve(body.importId);
      else reject(new UploadRefused(failureOfBody(body)));
    };
    request.send(file);
  });
}
