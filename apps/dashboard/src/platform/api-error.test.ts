import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { failureOf, failureOfBody } from './api-error';

const refused = (data: unknown) => TRPCClientError.from({ error: { message: 'x', code: -32000, data } } as never);

describe('failureOf', () => {
  it('reads the code and parameters the worker reports', () => {
    expect(failureOf(refused({ domain: { code: 'training.history_too_short', params: { periods: 3, needed: 8 } } }))).toEqual({ code: 'training.history_too_short', params: { periods: 3, needed: 8 } });
  });

  it('does not believe a code nobody has a translation for', () => {
    expect(failureOf(refused({ domain: { code: 'toString', params: {} } })).code).toBe('server.failed');
    expect(failureOfBody({ code: 'made.up' }).code).toBe('server.unavailable');
  });

  it('tells a silent worker from a failing one', () => {
    expect(failureOf(new TRPCClientError('fetch failed')).code).toBe('server.unavailable');
    expect(failureOf(new Error('boom')).code).toBe('server.failed');
  });
});
