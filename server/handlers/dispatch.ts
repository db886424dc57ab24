// The way of every request, from either door: known? within its budget? well-formed? found? permitted? then done.
import type * as z from 'zod/mini';
import { Refusal } from '../../common/errors.ts';
import { isRequestName, requests, type CheckedParams, type RequestName, type Result } from '../../common/requests.ts';
import { hashSecret } from '../crypto/secrets.ts';
import { may } from '../domain/permissions.ts';
import { suspended } from './suspended.ts';
import { findLogin, type StoredLogin } from '../store/tokens.ts';
import { unexpected } from './answers.ts';
import type { Context, Login, OpenContext, Services } from './context.ts';
import { openHandlers, userHandlers, type OpenName, type UserName } from './index.ts';
import { issueText } from './issues.ts';

export interface Call {
  readonly name: string;
  readonly params: unknown;
  /** Who asks: a login, or undefined without one. */
  readonly login: Login | undefined;
  /** What limits count where there is no login, see domain/addresses.ts. */
  readonly address: string;
  /** Names the request in the log and in the answer to an unexpected failure. */
  readonly requestId: string;
  /** Its budget was spent already, by a door that had more to read than the request. */
  readonly isPaid?: boolean;
}

/** Answers a request; whatever goes wrong is a refusal, and what nobody expected is logged under the request's id. */
export async function dispatch(services: Services, call: Call): Promise<unknown> {
  const started = performance.now();
  const answer = await answerCall(services, call).catch((error: unknown) =>
    unexpected(services.log, error, { request_id: call.requestId, request: call.name }),
  );
  const outcome = answer instanceof Refusal ? answer.code : 'ok';
  services.meter.answered(call.name, outcome);
  const fields = { request_id: call.requestId, request: call.name, user: call.login?.user.id, outcome };
  services.log.debug({ ...fields, ms: Math.round(performance.now() - started) }, 'request');
  return answer;
}

/**
 * The login that a token's secret stands for; a refusal for an unknown, expired or revoked one. Somebody who tries many is
 * not looked up any more.
 */
export async function authenticate(
  services: Services,
  secret: string,
  address: string,
): Promise<StoredLogin | Refusal> {
  const blocked = services.rates.badTokens.blocked(address);
  if (blocked !== undefined) return blocked;
  const login = await findLogin(services.db, hashSecret(secret));
  if (login?.user.is_suspended === true) return suspended(login.user);
  if (login !== undefined) return login;
  services.rates.badTokens.note(address);
  return new Refusal('not_logged_in', 'That token is no login here: it is unknown, has expired or was revoked.');
}

async function answerCall(services: Services, call: Call): Promise<unknown> {
  const { name, params, login, address } = call;
  if (!isRequestName(name)) return new Refusal('unknown_request', `This host knows no request "${name.slice(0, 64)}".`);
  const row = requests[name];
  if (row.access === 'user' && login === undefined) return new Refusal('not_logged_in');
  const key = row.rate === 'auth' || login === undefined ? address : login.user.id;
  const over = call.isPaid === true ? undefined : services.rates.spend(row.rate, key);
  if (over !== undefined) return over;
  const checked = check(name, params ?? {});
  if (checked instanceof Refusal) return checked;
  if (isOpen(name)) return await runOpen({ ...services, address }, name, checked);
  if (login === undefined) return new Refusal('not_logged_in');
  const run = () => runPermitted({ ...services, address, login }, name, checked);
  // A send is one row of a batch, and keeps its place among the sends of its socket.
  return row.rate === 'send' ? await run() : await services.shares.run(login.user.id, run);
}

async function runOpen<N extends OpenName>(context: OpenContext, name: N, params: unknown): Promise<unknown> {
  return await openHandlers[name].run(context, params as CheckedParams<N>);
}

async function runPermitted<N extends UserName>(
  context: Context,
  name: N,
  params: unknown,
): Promise<Result<N> | Refusal> {
  const handler = userHandlers[name];
  const checked = params as CheckedParams<N>;
  const object = await handler.load(context, checked);
  if (object instanceof Refusal) return object;
  const no = may({ id: context.login.user.id }, name, object);
  return no ?? (await handler.run(context, checked, object));
}

function isOpen(name: RequestName): name is OpenName {
  return Object.hasOwn(openHandlers, name);
}

/** The params as the table says, or a refusal that names the first thing that is wrong. */
function check(name: RequestName, params: unknown): unknown {
  const answer = requests[name].params.safeParse(params);
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  if (issue === undefined) return new Refusal('bad_request');
  const field = issue.path.length === 0 ? undefined : String(issue.path[0]);
  return new Refusal('bad_request', sentence(issue), undefined, field);
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `Unknown: ${issue.keys.map((key) => JSON.stringify(key.slice(0, 40))).join(', ')}.`;
  const place = issue.path.map(String).join('.');
  if (place !== '') return `"${place}" ${issueText(issue)}.`;
  return issue.code === 'invalid_type' ? 'The params must be a JSON object.' : `${issueText(issue)}.`;
}
