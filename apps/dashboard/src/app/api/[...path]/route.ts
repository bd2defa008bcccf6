import { workerUrl } from '../../../platform/env';

export const dynamic = 'force-dynamic';

const askHeaders = ['accept', 'accept-language', 'authorization', 'content-type', 'cookie', 'if-none-match', 'last-event-id', 'origin', 'referer', 'trpc-accept', 'user-agent'];
const answerHeaders = ['cache-control', 'content-disposition', 'content-type', 'etag', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'vary', 'www-authenticate', 'x-retry-after'];

/** Hands the browser's calls to the worker, so that it sees one origin. Bodies stream both ways: uploads in, progress and downloads out. */
async function handOver(request: Request): Promise<Response> {
  const { pathname, search, host, protocol } = new URL(request.url);
  const headers = new Headers();
  for (const name of askHeaders) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  headers.set('x-forwarded-host', request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? host);
  headers.set('x-forwarded-proto', request.headers.get('x-forwarded-proto') ?? protocol.replace(':', ''));
  const forwardedFor = request.headers.get('x-forwarded-for');
  if (forwardedFor !== null) headers.set('x-forwarded-for', forwardedFor);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && request.body !== null;
  const options: RequestInit & { duplex?: 'half' } = { method: request.method, headers, redirect: 'manual', cache: 'no-store', signal: request.signal, ...(hasBody ? { body: request.body, duplex: 'half' } : {}) };
  let answer: Response;
  try {
    answer = await fetch(`${workerUrl}${pathname}${search}`, options);
  } catch {
    return Response.json({ code: 'server.unavailable', params: {} }, { status: 503 });
  }
  const answered = new Headers();
  for (const name of answerHeaders) {
    const value = answer.headers.get(name);
    if (value !== null) answered.set(name, value);
  }
  for (const cookie of answer.headers.getSetCookie()) answered.append('set-cookie', cookie);
  if (!answered.has('cache-control')) answered.set('cache-control', 'no-store, no-transform');
  answered.set('x-accel-buffering', 'no');
  return new Response(answer.body, { status: answer.status, headers: answered });
}

export { handOver as DELETE, handOver as GET, handOver as PATCH, handOver as POST, handOver as PUT };
