import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { webhooks } from '@almanac/data';
import { isPublicAddress, lookupPublic, PrivateAddress } from './public-address';

const PATIENCE_MS = 10_000;

export interface Message {
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  /** when it is sent; part of what is signed, so that a message caught on its way cannot be sent again later */
  readonly at: Date;
}

/** `t=<seconds>,v1=<hexadecimal HMAC-SHA256 of "<seconds>.<body>">` */
export function signatureOf({ secret, body, at }: Pick<Message, 'secret' | 'body' | 'at'>): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Posts a message once. Redirects are not followed and the answer's body is not read: what is there is none of Almanac's business. */
export function postMessage(message: Message, { allowsPrivate, patienceMs = PATIENCE_MS }: { readonly allowsPrivate: boolean; readonly patienceMs?: number }): Promise<webhooks.Answer> {
  const url = new URL(message.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return Promise.resolve({ httpStatus: null, problem: 'private_address' });
  return new Promise((done) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(message.body), 'user-agent': 'Almanac-Webhooks', 'almanac-signature': signatureOf(message) },
      signal: AbortSignal.timeout(patienceMs),
      agent: false,
      ...(!allowsPrivate && { lookup: lookupPublic }),
    });
    request.on('response', (response) => {
      response.destroy();
      const httpStatus = response.statusCode ?? null;
      done({ httpStatus, problem: httpStatus !== null && httpStatus >= 200 && httpStatus < 300 ? null : 'refused' });
    });
    request.on('error', (error) => done({ httpStatus: null, problem: error instanceof PrivateAddress ? 'private_address' : 'no_answer' }));
    request.end(message.body);
  });
}
