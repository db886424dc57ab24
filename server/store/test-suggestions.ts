// Suggestions in plain code, to hold the statement of suggestions.ts against: whole graphs in memory, nothing clever.
import { mentionDays, namesShown, type SuggestionLimits } from './suggestions.ts';

/** A place has members, the newest joined last. */
export interface GraphPlace {
  readonly kind: 'server' | 'room';
  readonly name: string;
  readonly members: readonly string[];
}

export interface GraphMention {
  readonly room: string;
  readonly seq: number;
  readonly from: string;
  readonly to: string;
  readonly daysAgo: number;
}

/** People by name, which is also their order; friendships with the oldest first. */
export interface Graph {
  readonly people: readonly string[];
  readonly friendships: readonly (readonly [string, string])[];
  readonly pending: readonly (readonly [string, string])[];
  readonly blocked: readonly (readonly [string, string])[];
  readonly dismissed: readonly (readonly [string, string])[];
  readonly optedOut: readonly string[];
  readonly suspended: readonly string[];
  readonly places: readonly GraphPlace[];
  readonly mentions: readonly GraphMention[];
}

export interface ExpectedSuggestion {
  readonly name: string;
  readonly score: number;
  readonly mutual: { readonly count: number; readonly names: readonly string[] };
  readonly places: readonly string[];
  readonly mentions: number;
}

/** By the name of a place, which says how old it is, the newest first. */
const newest = (places: readonly GraphPlace[]) => places.toSorted((a, b) => (a.name < b.name ? 1 : -1));

export function expectedSuggestions(graph: Graph, me: string, most: number, limits: SuggestionLimits) {
  const candidates = graph.people.filter((name) => isCandidate(graph, me, name));
  return candidates
    .map((name) => suggestion(graph, me, name, limits))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
    .slice(0, most);
}

function isCandidate(graph: Graph, me: string, name: string): boolean {
  const between = (pairs: Graph['pending']) =>
    pairs.some(([a, b]) => (a === me && b === name) || (a === name && b === me));
  if (name === me || graph.optedOut.includes(name) || graph.suspended.includes(name)) return false;
  if (between(graph.friendships) || between(graph.pending) || between(graph.blocked)) return false;
  return !graph.dismissed.some(([a, b]) => a === me && b === name);
}

function suggestion(graph: Graph, me: string, name: string, limits: SuggestionLimits): ExpectedSuggestion {
  let score = 0;
  const mutual: { name: string; degree: number }[] = [];
  for (const friend of friendsOf(graph, me).toReversed().slice(0, limits.suggestionFriendsRead)) {
    const theirs = friendsOf(graph, friend).toSorted().slice(0, limits.suggestionFriendsOfFriendRead);
    if (!theirs.includes(name)) continue;
    score += 1 / Math.log(Math.max(theirs.length, 2));
    mutual.push({ name: friend, degree: theirs.length });
  }
  const places: { name: string; size: number }[] = [];
  for (const kind of ['server', 'room'] as const) {
    const mine = graph.places.filter((place) => place.kind === kind && place.members.includes(me));
    for (const place of newest(mine).slice(0, limits.suggestionPlacesRead)) {
      const size = place.members.length;
      if (size > limits.suggestionPlaceMembersMax || !place.members.includes(name)) continue;
      score += 1 / Math.log(1 + size);
      places.push({ name: place.name, size });
    }
  }
  const mentions = mentionsOfEachOther(graph, me, name, limits);
  if (mentions > 0) score += 0.5 * Math.log(1 + mentions);
  mutual.sort((a, b) => a.degree - b.degree || (a.name < b.name ? -1 : 1));
  places.sort((a, b) => a.size - b.size || (a.name < b.name ? -1 : 1));
  return {
    name,
    score: Math.round(score * 1e9) / 1e9,
    mutual: { count: mutual.length, names: mutual.slice(0, namesShown).map((friend) => friend.name) },
    places: places.slice(0, namesShown).map((place) => place.name),
    mentions,
  };
}

/** The oldest friendship first. */
function friendsOf(graph: Graph, name: string): string[] {
  return graph.friendships.flatMap(([a, b]) => (a === name ? [b] : b === name ? [a] : []));
}

function mentionsOfEachOther(graph: Graph, me: string, name: string, limits: SuggestionLimits): number {
  const rooms = graph.places.filter((place) => place.kind === 'room' && place.members.includes(me));
  let count = 0;
  for (const room of newest(rooms).slice(0, limits.suggestionPlacesRead)) {
    const all = graph.mentions
      .filter((mention) => mention.room === room.name)
      .toSorted((a, b) => b.seq - a.seq || (a.to < b.to ? -1 : 1));
    const ofMe = all.filter((mention) => mention.to === me).slice(0, limits.suggestionMentionsRead);
    const ofOthers = all.slice(0, limits.suggestionMentionsRead).filter((mention) => mention.from === me);
    const counts = (mention: GraphMention) => mention.daysAgo < mentionDays;
    count += ofMe.filter((mention) => mention.from === name && counts(mention)).length;
    count += ofOthers.filter((mention) => mention.to === name && counts(mention)).length;
  }
  return count;
}
