// Doing something to a member: between two batches of the writer, with its entry in the log, and told to everybody whom it
// concerns. So nothing that they sent is acknowledged after the answer, see Writer.between.
import { Refusal } from '../../common/errors.ts';
import { rootOf, type ServerId } from '../../common/ids.ts';
import type { Deed, ModerationJudged } from '../domain/rules/moderation.ts';
import { recordAudit, type AuditEntry } from '../store/audit.ts';
import type { Place } from '../store/bans.ts';
import { isLocked } from '../store/database.ts';
import { awaitPlace, changeRoom } from '../store/moderation.ts';
import { changeServer, type Conditions, type ServerChange, type ServerWork } from '../store/servers.ts';
import type { Transaction } from '../store/transaction.ts';
import type { StoredUser } from '../store/users.ts';
import { busy } from './busy.ts';
import type { Context } from './context.ts';
import { judging, type Asking } from './judging.ts';
import { tellServer, tellSilence } from './tell-server.ts';
import { tellChannel, tellUser } from './tell.ts';
import { viewJoined } from './views.ts';

export interface LoadedDeed extends Deed {
  readonly place: Place;
  /** How the place is called in a sentence. */
  readonly title: string;
  /** To whom it is done. */
  readonly user: StoredUser;
  /** The same as it is when it is done. */
  readonly reload: (asking: Asking) => Promise<Deed | Refusal>;
}

type Done<T> = { readonly result: T; readonly entry: AuditEntry };
type Work<T> = (tx: Transaction) => Promise<Done<T> | Refusal>;

export const noMember = ({ user, title }: LoadedDeed): Refusal =>
  new Refusal('not_found', `@${user.username} is not in ${title}.`);

const gone = () => new Refusal('not_found', 'There is no such server or room any more.');

/** What is asked for, and of whom. */
interface Carried {
  readonly name: Exclude<keyof ModerationJudged, 'ban.list'>;
  readonly deed: LoadedDeed;
}

export async function carryOut<T>(context: Context, { name, deed }: Carried, work: Work<T>): Promise<T | Refusal> {
  const { place, user } = deed;
  const logged: Work<T> = async (tx) => {
    const done = await work(tx);
    if (!(done instanceof Refusal)) await recordAudit(tx, done.entry);
    return done;
  };
  const conditions = { judge: judging(context, name, deed.reload), patienceMs };
  // Joining and leaving take the same turns, so that what is told last is what is stored.
  return await context.turns.take(user.id, async () =>
    place.type === 'server'
      ? await inServer(context, place.id, { deed, work: logged, conditions })
      : await inRoom(context, { deed, work: logged, conditions }),
  );
}

interface Parts<T> {
  readonly deed: LoadedDeed;
  readonly work: Work<T>;
  readonly conditions: Conditions<Refusal>;
}

/** Between two batches a change waits so long for what somebody else holds: every send of the node waits with it. */
const patienceMs = 50;
/** Each waits outside for who holds it; who finds it held so often is told to come back. */
const attempts = 10;

/** Runs a change between two batches of the writer, which does not stand still while somebody else holds the place. */
async function between<T>({ db, writer }: Context, place: Place, change: () => Promise<T>): Promise<T | 'busy'> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const done = await writer.between(change).catch((error: unknown) => {
      if (isLocked(error)) return 'locked' as const;
      throw error;
    });
    if (done !== 'locked') return done;
    await awaitPlace(db, place);
  }
  return 'busy';
}

async function inServer<T>(
  context: Context,
  id: ServerId,
  { deed: { user, place }, work, conditions }: Parts<T>,
): Promise<T | Refusal> {
  const guarded = async (tx: Transaction): Promise<ServerWork<T, Refusal>> => {
    const done = await work(tx);
    return done instanceof Refusal ? { undone: done } : { result: done.result, access: { users: [user.id] } };
  };
  const change = await between(context, place, () => changeServer(context.db, id, guarded, conditions));
  if (change === 'busy') return busy();
  if (change === undefined) return gone();
  if ('undone' in change) return change.undone;
  await tellMembership(context, id, user, change);
  return change.result;
}

/** They are gone, or (as far as others see) changed; where neither their row nor their access did, nobody needs to know. */
async function tellMembership(
  context: Context,
  id: ServerId,
  user: StoredUser,
  change: ServerChange<unknown>,
): Promise<void> {
  const root = rootOf(id);
  const isGone = change.access.some(({ channel, after }) => channel === root && after === null);
  await tellServer(context, id, change);
  if (isGone) return tellChannel(context.bus, root, { type: 'server.member_left', server: id, user: user.id });
  await tellSilence(context, id, user.id);
}

async function inRoom<T>(context: Context, { deed, work, conditions }: Parts<T>): Promise<T | Refusal> {
  const { db, bus } = context;
  const { place, user } = deed;
  if (place.type === 'server') return gone();
  const before = await viewJoined(context, place.id, user.id);
  const done = await between(context, place, () => changeRoom(db, place.id, work, conditions));
  if (done === 'busy') return busy();
  if (done === undefined) return gone();
  if (done instanceof Refusal) return done;
  const after = await viewJoined(context, place.id, user.id);
  if (after !== undefined) tellUser(bus, user.id, { type: 'channel.joined', channel: after });
  else if (before !== undefined) {
    tellUser(bus, user.id, { type: 'channel.left', channel: place.id });
    tellChannel(bus, place.id, { type: 'member.left', channel: place.id, user: user.id });
  }
  return done.result;
}

/** What a room does is in the log of the host, so that it says which room. */
export function entryOf(
  { login }: Context,
  { place, title, user }: LoadedDeed,
  { action, reason, before, after }: Pick<AuditEntry, 'action' | 'reason' | 'before' | 'after'>,
): AuditEntry {
  const room = place.type === 'room' ? { room: title, room_id: place.id } : {};
  return {
    server: place.type === 'server' ? place.id : null,
    actor: login.user,
    action,
    target: { type: 'user', id: user.id, name: user.username },
    reason,
    ...(before === undefined ? {} : { before }),
    after: { ...room, ...after },
  };
}
