/** What a route is for, for whoever reads the interface. */
export type RouteWords = {
  readonly says: string;
  /** The smallest role that may ask; `source` feeds events. Absent: anybody. */
  readonly role?: 'source' | 'wall' | 'lead' | 'planner' | 'any';
  /** What it answers with; JSON when absent. */
  readonly answers?: string;
  /** A question that is answered by any server. */
  readonly example?: string;
};

/** Every route by its method and address. A route that is not here does not pass the test. */
export const ROUTE_WORDS: Readonly<Record<string, RouteWords>> = {
  'GET /healthz': { says: 'Whether the server can do its work.', example: '/healthz' },
  'GET /metrics': {
    says: 'The server’s own metrics, as Prometheus reads them.',
    role: 'wall',
    answers: 'text/plain',
    example: '/metrics',
  },
  'GET /schema': {
    says: 'The JSON Schema of events.',
    role: 'any',
    answers: 'application/schema+json',
    example: '/schema',
  },
  'GET /schema/definitions': {
    says: 'The JSON Schema of the definitions file.',
    role: 'any',
    answers: 'application/schema+json',
    example: '/schema/definitions',
  },
  'GET /openapi.json': { says: 'This description.', example: '/openapi.json' },
  'POST /v1/session': { says: 'Turns a token into a cookie that no script can read.' },
  'GET /v1/session': { says: 'Who is signed in, and with which role.', role: 'any', example: '/v1/session' },
  'DELETE /v1/session': { says: 'Signs out.' },
  'POST /v1/events': {
    says: 'Takes events, one JSON object a line or a list; what it answers for is on the disk.',
    role: 'source',
  },
  'POST /v1/hooks/:source': { says: 'Takes what another system posts, by the mapping of the definitions.' },
  'GET /v1/board': {
    says: 'The board as it was last drawn: every live figure. With `at`: who waited and talked at a past second, as is known now.',
    role: 'wall',
    example: '/v1/board',
  },
  'GET /v1/refusals': { says: 'What was refused, of whom and why.', role: 'lead', example: '/v1/refusals' },
  'GET /v1/sources': { says: 'How each source is.', role: 'lead', example: '/v1/sources' },
  'GET /v1/history': {
    says: 'What days of the centre brought to each queue, interval by interval, for whoever plans.',
    role: 'planner',
    example: '/v1/history?interval=30',
  },
  'GET /v1/figures': {
    says: 'Measures over any time, by whatever is asked for.',
    role: 'lead',
    example: '/v1/figures?measures=offered,service_level,wait_p90&by=queue,half-hour',
  },
  'GET /v1/contacts': {
    says: 'The rows behind a count: as many as the count of the same question.',
    role: 'lead',
    example: '/v1/contacts?of=abandoned&by=queue&limit=50',
  },
  'GET /v1/contacts/:id': {
    says: 'One contact: its life, its facts and how late they came, what does not fit, and why it counts.',
    role: 'lead',
  },
  'GET /v1/lost': {
    says: 'Customers who gave up and were not back in time: whom to call back.',
    role: 'lead',
    example: '/v1/lost?minutes=30&states=all',
  },
};
