import { type DomainError, errorStatus, type ErrorCode } from '@almanac/data/contract';
import { errorSentence } from '../platform/sentences';
import type { Problem } from './schemas';

/** A failure as RFC 9457 wants it. */
export function problemResponse(code: ErrorCode, params: DomainError['params'] = {}, { detail, headers }: { readonly detail?: string; readonly headers?: Record<string, string> } = {}): Response {
  const status = errorStatus[code];
  const body: Problem = { type: `urn:almanac:problem:${code}`, title: errorSentence({ code, params }), status, code, ...(detail === undefined ? {} : { detail }) };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(status === 401 ? { 'www-authenticate': code === 'token.missing' ? 'Bearer realm="almanac"' : 'Bearer realm="almanac", error="invalid_token"' } : {}),
      ...headers,
    },
  });
}
