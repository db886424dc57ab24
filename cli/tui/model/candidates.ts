// What the quick switcher offers: where one is, what one could join, whom one could write to; best match first.
import type { ChannelId } from '../../../common/ids.ts';
import type { Relation } from '../../../common/model.ts';
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import { allInOrder, titleOf } from '../../store/select.ts';
import type { ClientState } from '../../store/state.ts';
import type { Layer, UiState } from './state.ts';

export type Candidate =
  | {
      readonly type: 'channel';
      readonly id: ChannelId;
      readonly title: SafeText;
      readonly unread: number;
      readonly mentions: number;
    }
  | { readonly type: 'room'; readonly id: ChannelId; readonly title: SafeText; readonly members: number }
  | { readonly type: 'person'; readonly title: SafeText }
  /** A list of the screen, by its word. */
  | { readonly type: 'panel'; readonly word: string; readonly title: SafeText; readonly help: string }
  /** A name as it was typed; the host knows whether somebody has it. */
  | { readonly type: 'stranger'; readonly title: SafeText };

export function candidates(
  state: ClientState,
  { panels, lastChannel: recent }: UiState,
  { query: { text: query }, directory }: Extract<Layer, { type: 'switcher' }>,
): Candidate[] {
  const held: Candidate[] = allInOrder(state).map((channel) => ({
    type: 'channel',
    id: channel.id,
    title: titleOf(state, channel),
    unread: channel.marker.unread,
    mentions: channel.marker.mentions,
  }));
  const rooms: Candidate[] = directory
    .filter((room) => !state.channels.has(room.id))
    .map((room) => ({ type: 'room', id: room.id, title: toSafeText(`#${room.name}`), members: room.member_count }));
  const titles = new Set(held.map((one) => one.title));
  const offered = (names: readonly SafeText[]): Candidate[] =>
    names
      .map((name) => toSafeText(`@${name}`))
      .filter((title) => !titles.has(title) && title !== `@${state.me?.username}`)
      .map((title) => ({ type: 'person', title }));
  const people = offered(knownNames(state));
  const friends = offered(relatedNames(state));
  const named = query.startsWith('@') && query.length > 2 ? [...people, unknownPerson(query)] : people;
  const lists: Candidate[] = panels.map(({ keys, help }) => ({
    type: 'panel',
    word: keys,
    title: toSafeText(`/${keys}`),
    help,
  }));
  const all = query === '' ? [...held, ...rooms, ...friends] : [...held, ...rooms, ...unique(named, titles), ...lists];
  return all
    .map((candidate) => ({ candidate, score: score(candidate, query, state.open, recent) }))
    .filter(({ score: points }) => points !== null)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ candidate }) => candidate);
}

/** Everybody that the client has heard of: friends, authors, those one has DMs with, and members of rooms that were looked at. */
function knownNames(state: ClientState): SafeText[] {
  const members = [...state.channels.values()].flatMap((channel) => channel.members ?? []);
  const seen = [...state.users.values(), ...members].map(({ username }) => username);
  const blocked = new Set(namesOf(state, (kind) => kind === 'blocked'));
  return [...new Set([...relatedNames(state), ...seen])].filter((name) => !blocked.has(name));
}

/** Friends, and those of whom one has asked it or who ask. */
function relatedNames(state: ClientState): SafeText[] {
  return namesOf(state, (kind) => kind !== 'blocked');
}

function namesOf({ relations }: ClientState, fits: (kind: Relation['kind']) => boolean): SafeText[] {
  return [...relations.values()].flatMap(({ kind, user }) => (fits(kind) ? user.username : []));
}

function unknownPerson(query: string): Candidate {
  return { type: 'stranger', title: toSafeText(query.trim()) };
}

function unique(list: readonly Candidate[], taken: ReadonlySet<string>): Candidate[] {
  const seen = new Set(taken);
  return list.filter(({ title }) => {
    const fresh = !seen.has(title);
    seen.add(title);
    return fresh;
  });
}

/** Null: does not match. Unread before read, the channel before this one first, what begins with the words before the rest. */
function score(candidate: Candidate, query: string, open: ChannelId | null, recent: ChannelId | null): number | null {
  const title = candidate.title.toLowerCase();
  let points = candidate.type === 'stranger' ? -100 : candidate.type === 'panel' ? -50 : 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const fit = fuzzy(title, word);
    if (fit === null) return null;
    points += fit;
  }
  if (candidate.type === 'channel') {
    points += 2;
    if (candidate.mentions > 0) points += 8;
    if (candidate.unread > 0) points += 6;
    if (candidate.id === recent) points += 4;
    if (candidate.id === open) points -= 10;
  }
  return points;
}

/** The letters of `word` in this order, the closer together and the nearer to the start the better. */
function fuzzy(title: string, word: string): number | null {
  const at = title.indexOf(word);
  if (at !== -1) return 30 - Math.min(20, at) + (at <= 1 ? 10 : 0);
  let from = 0;
  for (const letter of word) {
    const found = title.indexOf(letter, from);
    if (found === -1) return null;
    from = found + letter.length;
  }
  return 5;
}
