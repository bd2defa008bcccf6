import type { TokenScope } from '@almanac/data/contract';
import { z } from 'zod';
import { programVersion } from '../platform/version';
import { Forecast, ForecastQuery, Problem, Recommendations, RecommendationsQuery } from './schemas';

interface Operation {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly scope: TokenScope;
  readonly query: z.ZodObject;
  readonly answer: z.ZodType;
}

const operations: readonly Operation[] = [
  { path: '/recommendations', operationId: 'getRecommendations', summary: 'What to recommend to a customer, or beside a product, after all business rules', scope: 'recommendations:read', query: RecommendationsQuery, answer: Recommendations },
  { path: '/forecasts', operationId: 'getForecast', summary: 'Expected demand for a product at a location', scope: 'forecasts:read', query: ForecastQuery, answer: Forecast },
];

const failures = { 400: 'The request is not understood', 401: 'No token, or none that is in force', 403: 'The token may not do this', 404: 'Not found', 429: 'Too many requests; see Retry-After' } as const;

/** The endpoints as an OpenAPI 3.1 document, made from the very schemas that requests are checked with and answers are written by. */
export function openApiDocument(): Record<string, unknown> {
  const components: Record<string, unknown> = {};
  // A schema with an id comes as a reference into definitions of its own: here they are the components of the document.
  const refTo = (schema: z.ZodType) => {
    const { $ref, $defs } = moved(z.toJSONSchema(schema)) as { $ref: string; $defs: Record<string, unknown> };
    Object.assign(components, $defs);
    return { $ref };
  };
  const problem = { 'application/problem+json': { schema: refTo(Problem) } };
  const failed = Object.fromEntries(Object.entries(failures).map(([status, description]) => [status, { description, content: problem }]));
  const paths = Object.fromEntries(
    operations.map(({ path, operationId, summary, scope, query, answer }) => [
      path,
      {
        get: {
          ...{ operationId, summary, description: `Needs a token with the scope ${scope}.`, security: [{ token: [] }], parameters: parametersOf(query) },
          responses: {
            200: { description: 'Found', headers: { ETag: { schema: { type: 'string' } }, RateLimit: { schema: { type: 'string' } } }, content: { 'application/json': { schema: refTo(answer) } } },
            304: { description: 'Not changed since the ETag in If-None-Match' },
            ...failed,
          },
        },
      },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Almanac', version: programVersion, description: 'Recommendations and forecasts for other programs of a company.' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: { schemas: components, securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'An API token, made by an owner under Settings, API tokens.' } } },
  };
}

function parametersOf(query: z.ZodObject) {
  const { properties, required } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as { properties: Record<string, Record<string, unknown>>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({ name, in: 'query', required: required?.includes(name) ?? false, description, schema }));
}

const moved = (part: unknown): unknown => JSON.parse(JSON.stringify(part).replaceAll('#/$defs/', '#/components/schemas/'));
