import { z } from 'zod';

const Answer = z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) });

/** The address of a query, as the dashboard's pages ask it. */
export const queryPath = (procedure: string, input?: unknown) => `/api/trpc/${procedure}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`}`;

/** Calls procedures for one person. */
export function callerFor(url: string, cookie: string) {
  const read = async (response: Response) => {
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
    return Answer.parse(await response.json()).result.data.json;
  };
  return {
    query: async (procedure: string, input?: unknown) => read(await fetch(url + queryPath(procedure, input), { headers: { cookie } })),
    mutate: async (procedure: string, input?: unknown) =>
      read(await fetch(`${url}/api/trpc/${procedure}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', origin: url }, body: JSON.stringify(input === undefined ? {} : { json: input }) })),
  };
}
