// Promise 6: who hears of a channel was in it at that moment, or up to a second before; and a revoked login hears nothing.
import type { ChannelId, UserId } from '../../../common/ids.ts';
import type { Book } from './book.ts';
import type { Entry, EntryOf, History, Report } from './history.ts';

/** A leave or a revocation takes effect everywhere within this time of its acknowledgement. */
const graceMs = 1000;
/** A question that nobody answered may wait at a node, and take effect later than one that was asked after it. */
const ghostMs = 20_000;

interface Attempt {
  readonly asked: EntryOf<'joining' | 'leaving' | 'joined' | 'left'>;
  answered: EntryOf<'joined' | 'left'> | undefined;
}

export interface Memberships {
  /** Whether the user may hear of the channel at that moment; where not, the leave that ended it or 'never'. */
  mayHear(user: UserId, channel: ChannelId, at: number): 'yes' | 'never' | EntryOf<'joined' | 'left'>;
  /** Whether the user is in the channel all the time, beyond doubt. */
  isIn(user: UserId, channel: ChannelId, from: number, until: number): boolean;
}

export function checkMemberships(history: History, book: Book, report: Report): void {
  const memberships = createMemberships(history, book);
  const revoked = new Map<string, { readonly entry: Entry; readonly deadline: number }>();

  const look = (entry: Entry, who: string, channel: ChannelId) => {
    const user = book.userOf(who);
    const may = user === undefined ? 'never' : memberships.mayHear(user, channel, entry.at);
    if (may === 'never') report('wrong person', `${who} was never in ${channel} and was told of it`, entry);
    else if (may !== 'yes') report('late', `${who} had left ${channel} and was told of it`, may, entry);
  };

  for (const entry of history.entries) {
    if (entry.type === 'revoked') revoked.set(entry.who, { entry, deadline: book.deadline(entry.at, graceMs) });
    if (entry.type !== 'heard' && entry.type !== 'healed' && entry.type !== 'overheard' && entry.type !== 'ready')
      continue;
    const end = revoked.get(entry.who);
    if (end !== undefined && entry.at > end.deadline)
      report('late', `${entry.who} was revoked and was told something`, end.entry, entry);
    for (const channel of entry.type === 'ready' ? entry.channels : [entry.channel]) look(entry, entry.who, channel);
  }
}

export function createMemberships({ entries }: History, book: Book): Memberships {
  const attempts = attemptsOf(entries, book);
  const of = (user: UserId, channel: ChannelId) => attempts.get(`${user} ${channel}`) ?? [];
  /** From then on it has taken effect, or never will. */
  const settled = ({ asked, answered }: Attempt) => answered?.at ?? book.deadline(asked.at, ghostMs);

  const mayHear: Memberships['mayHear'] = (user, channel, at) => {
    const before = of(user, channel).filter(({ asked }) => asked.at <= at);
    const joins = before.filter(isJoin);
    if (joins.length === 0) return 'never';
    const over = (leave: Attempt) => joins.every((join) => settled(join) <= leave.asked.at);
    const left = before.find((one) => !isJoin(one) && one.answered !== undefined && over(one))?.answered;
    return left !== undefined && at > book.deadline(left.at, graceMs) ? left : 'yes';
  };

  const isIn: Memberships['isIn'] = (user, channel, from, until) => {
    const before = of(user, channel).filter(({ asked }) => asked.at <= until);
    const leaves = before.filter((one) => !isJoin(one));
    const lasts = (join: Attempt) => leaves.every((leave) => settled(leave) <= join.asked.at);
    return before.some((one) => isJoin(one) && one.answered !== undefined && one.answered.at <= from && lasts(one));
  };
  return { mayHear, isIn };
}

function isJoin({ asked }: Attempt): boolean {
  return asked.type === 'joining' || asked.type === 'joined';
}

/** What each user did about each channel, in order; one does one thing at a time. */
function attemptsOf(entries: readonly Entry[], book: Book): Map<string, Attempt[]> {
  const attempts = new Map<string, Attempt[]>();
  const open = new Map<number, Attempt>();
  for (const entry of entries) {
    if (entry.type !== 'joining' && entry.type !== 'joined' && entry.type !== 'leaving' && entry.type !== 'left')
      continue;
    const isAnswer = entry.type === 'joined' || entry.type === 'left';
    const asked = isAnswer ? open.get(entry.attempt) : undefined;
    if (asked !== undefined && isAnswer) {
      asked.answered = entry;
      continue;
    }
    // An answer without a question is how it was before the run.
    const one: Attempt = { asked: entry, answered: isAnswer ? entry : undefined };
    open.set(entry.attempt, one);
    const key = `${book.userOf(entry.who)} ${entry.channel}`;
    attempts.set(key, [...(attempts.get(key) ?? []), one]);
  }
  return attempts;
}
