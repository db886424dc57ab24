// The requests as an OpenAPI 3.1 document, made from the same tables that answer them.
import { errorTable, type ErrorCode } from '../../common/errors.ts';
import { definitions, jsonSchema, type JsonSchema } from '../../common/json-schema.ts';
import { requests, type RequestName } from '../../common/requests.ts';
import { version } from '../../common/version.ts';

/** The document as JSON, made when it is first asked for. */
export function openapiJson(): string {
  return (made ??= JSON.stringify(openapiDocument()));
}

let made: string | undefined;
const refs = '#/components/schemas/';

export function openapiDocument(): Readonly<Record<string, unknown>> {
  const names = Object.keys(requests).filter((name): name is RequestName => Object.hasOwn(requests, name));
  return {
    openapi: '3.1.0',
    info: {
      title: 'devchat',
      version,
      description:
        'Every request of devchat over HTTP. The same requests travel over the WebSocket at `/v1/gateway`, which also carries events. Answers may gain fields; ignore those you do not know.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: tags.map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(names.map((name) => [`/v1/${name}`, { post: operation(name) }])),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token that auth.login or token.create answered.' },
      },
      schemas: definitions(refs),
      responses: Object.fromEntries(statuses.map((status) => [responseName(status), errorResponse(status)])),
    },
  };
}

const tags = [
  ['host', 'This host'],
  ['auth', 'Coming in and going out'],
  ['token', 'Devices and scripts that are logged in'],
  ['state', 'All that a client needs to start'],
  ['status', 'How one is seen'],
  ['channel', 'Rooms, and being in any channel'],
  ['dm', 'Channels between two users'],
  ['role', 'Roles of servers'],
  ['override', 'What channels change for roles and members'],
  ['permission', 'Why something is allowed or not'],
  ['server', 'Servers, and being in them'],
  ['category', 'Groups of channels in a server'],
  ['member', 'Members of servers and rooms: their names, and who is removed, banned or silenced'],
  ['invite', 'Ways into a server'],
  ['message', 'Messages'],
  ['ban', 'Who is banned'],
  ['report', 'Reports of messages and people'],
  ['audit', 'What was done to whom, by whom'],
  ['friend', 'Friends, requests for friendship, and suggestions'],
  ['user', 'Blocks'],
  ['privacy', 'What one lets others do'],
  ['suggestion', 'Suggestions that one does not want'],
  ['pass', 'The pass'],
  ['admin', 'Running the host'],
] as const;

const codes = Object.entries(errorTable);
const statuses = [...new Set(codes.map(([, { status }]) => status))].toSorted((a, b) => a - b);

function operation(name: RequestName): object {
  const { summary, access, params, result } = requests[name];
  const schema = jsonSchema(params, refs);
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary,
    ...(access === 'anyone' ? { security: [] } : {}),
    requestBody: {
      required: (schema.required ?? []).length > 0,
      content: { 'application/json': { schema, ...example(name, schema) } },
    },
    responses: {
      '200': { description: 'Done.', content: { 'application/json': { schema: jsonSchema(result, refs) } } },
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: `#/components/responses/${responseName(status)}` }]),
      ),
    },
  };
}

function responseName(status: number): string {
  return `Error${status}`;
}

function errorResponse(status: number): object {
  const meant = codes.filter(([, row]) => row.status === status);
  const schema = { type: 'object', properties: { error: { $ref: `${refs}Error` } }, required: ['error'] };
  const error = { code: meant[0]?.[0], message: meant[0]?.[1].meaning };
  return {
    description: meant.map(([code, { meaning }]) => `\`${code}\`: ${meaning}`).join(' '),
    ...(retried.some((code) => errorTable[code].status === status)
      ? { headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } } }
      : {}),
    content: { 'application/json': { schema, example: { error } } },
  };
}

/** Refusals that say when to try again. */
const retried: readonly ErrorCode[] = ['rate_limited', 'unavailable'];

const examples: Readonly<Record<string, unknown>> = {
  username: 'ada',
  password: 'correct horse battery',
  email: 'ada@example.org',
  device: 'laptop',
  id: '0198c0de-7c1a-7000-8000-1234567890ab',
  channel: '0198c0de-7c1a-7000-8000-00000000c0de',
  content: 'Hello, world',
  name: 'general',
  topic: 'What we work on',
  target: '#general',
  status: 'away',
  seq: 42,
  after_rev: 17,
};

/** An example where every required field has one, and they are enough. */
function example(name: RequestName, { required = [] }: JsonSchema): object {
  if (!required.every((field) => Object.hasOwn(examples, field))) return {};
  const params = Object.fromEntries(required.map((field) => [field, examples[field]]));
  return requests[name].params.safeParse(params).success ? { example: params } : {};
}
