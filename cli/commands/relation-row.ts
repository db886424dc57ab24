// Friends, requests and blocks as commands print them.
import { protocolLimits } from '../../common/limits.ts';
import type { Relation } from '../../common/model.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { columns } from './columns.ts';
import type { Row } from './command.ts';

/** What a kind of relation is called. */
export const kindWords: Readonly<Record<Relation['kind'], string>> = {
  friend: 'friend',
  incoming: 'asks you',
  outgoing: 'asked by you',
  blocked: 'blocked',
};

/** All of one kind, or of every kind. */
export async function relationsOf(caller: Caller, kind: Relation['kind'] | undefined): Promise<Relation[] | Failure> {
  const relations: Relation[] = [];
  for (;;) {
    const after = relations.at(-1)?.user.username ?? '';
    const wanted = kind === undefined ? {} : { kind };
    const page = await caller.call('friend.list', { ...wanted, after, limit: protocolLimits.pageMaxRelations });
    if (isFailure(page)) return page;
    relations.push(...page.relations);
    if (!page.has_more || page.relations.length === 0) return relations;
  }
}

export function relationRows(relations: readonly Relation[]): Row[] {
  const texts = columns(
    relations.map(({ user, kind, presence }) => [
      `@${user.username}`,
      kindWords[kind],
      presence?.status ?? '',
      presence?.status_text ?? '',
    ]),
  );
  return relations.map((relation, i) => ({ lines: [texts[i] ?? ''], json: relationJson(relation) }));
}

export function relationJson({ user, kind, presence, since }: Relation): Row['json'] {
  return {
    id: user.id,
    username: user.username,
    kind,
    status: presence?.status ?? null,
    status_text: presence?.status_text ?? null,
    since,
  };
}
