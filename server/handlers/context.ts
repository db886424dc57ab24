// What a handler is given: the parts of the node, and who asks.
import type { Refusal } from '../../common/errors.ts';
import type { HostLimits } from '../../common/limits.ts';
import type { Host } from '../../common/model.ts';
import type { CheckedParams, RequestName, Result } from '../../common/requests.ts';
import type { Bus } from '../bus/bus.ts';
import type { Passwords } from '../crypto/passwords.ts';
import type { Limiters } from '../domain/limiter.ts';
import type { Meter } from '../domain/meter.ts';
import type { Judged } from '../domain/permissions.ts';
import type { PictureReader } from '../pictures/reader.ts';
import type { Database } from '../store/database.ts';
import type { MessageDays } from '../store/message-days.ts';
import type { Memberships } from '../store/memberships.ts';
import type { StoredLogin } from '../store/tokens.ts';
import type { Writer } from '../store/writer.ts';
import type { Turns } from '../domain/turns.ts';
import type { LiveSettings } from './live-settings.ts';
import type { Rates } from './rates.ts';

export interface Logger {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** The parts of a running node. */
export interface Services {
  readonly db: Database;
  readonly memberships: Memberships;
  readonly bus: Bus;
  readonly writer: Writer;
  readonly passwords: Passwords;
  readonly pictures: PictureReader;
  readonly rates: Rates;
  /** What one user changes of where they are and how they are seen takes turns, to be told in the order in which it was stored. */
  readonly turns: Turns;
  /** What the host works on for one user at the same time: nobody keeps the database from the others. */
  readonly shares: Limiters;
  /** As it is now: it may change while the node runs. */
  readonly host: Host;
  /** As they are now: some may change while the node runs. */
  readonly limits: HostLimits;
  readonly settings: LiveSettings;
  readonly messageDays: MessageDays;
  readonly log: Logger;
  readonly meter: Meter;
}

/** A login that was found good. A socket keeps it for as long as it lives, so it is no more than each request needs. */
export interface Login {
  readonly user: Pick<StoredLogin['user'], 'id' | 'username'>;
  readonly token: Pick<StoredLogin['token'], 'id'>;
}

export interface Context extends Services {
  readonly login: Login;
  /** The address that limits count, see domain/addresses.ts. */
  readonly address: string;
}

/** The context of a request that needs no login. */
export type OpenContext = Omit<Context, 'login'>;

/**
 * A request's two halves: `load` finds what the request is judged on, `run` does it. The dispatcher asks `may` in between,
 * so that no handler can forget to. `O` is what this handler loads, at least what the rule judges.
 */
export interface Handler<N extends RequestName, O extends Judged[N] = Judged[N]> {
  load(context: Context, params: CheckedParams<N>): Promise<O | Refusal>;
  run(context: Context, params: CheckedParams<N>, object: O): Promise<Result<N> | Refusal>;
}

/** A request that needs no login. */
export interface OpenHandler<N extends RequestName> {
  run(context: OpenContext, params: CheckedParams<N>): Promise<Result<N> | Refusal>;
}
