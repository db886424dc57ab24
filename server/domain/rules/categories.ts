// Who may change the categories of a server.
import { Refusal } from '../../../common/errors.ts';
import type { Rule, Rules } from './rule.ts';
import { permittedInServer, type ServerPlace } from './servers.ts';

export interface CategoryJudged {
  'category.create': ServerPlace;
  'category.update': ServerPlace;
  'category.delete': ServerPlace;
}

/** The same words for what does not exist and for what one may not know of. */
export const noSuchCategory = (): Refusal =>
  new Refusal('not_found', 'There is no such category, or you may not see it.');

const manages: Rule<ServerPlace> = (asker, place) =>
  place.me === null ? noSuchCategory() : permittedInServer('manage_channels')(asker, place);

export const categoryRules: Rules<CategoryJudged> = {
  'category.create': permittedInServer('manage_channels'),
  'category.update': manages,
  'category.delete': manages,
};
