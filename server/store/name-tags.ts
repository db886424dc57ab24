// SQL for how somebody looks right now: what a pass unlocks counts while it holds, and a status until it ends.
import { isoTime } from './database.ts';

/** SQL for whether the user of `alias` has a pass now. */
export function hasPassSql(alias: string): string {
  return `coalesce(${alias}.pass_until > now(), false)`;
}

/** SQL for the columns of a Look, from `users <alias>`. */
export function nameTagColumns(alias: string): string {
  const u = alias;
  return `${u}.id, ${u}.username, ${u}.display_name, case when ${u}.pass_until > now() then ${u}.name_colour end as name_colour,
  case when ${u}.pass_until > now() then ${u}.badge else '' end as badge`;
}

/** SQL for `status`, `status_text` and `status_until`: one that has ended is online without a text. */
export function statusColumns(alias: string): string {
  const u = alias;
  const ended = `${u}.status_until <= now()`;
  return `case when ${ended} then 'online' else ${u}.status end as status, case when ${ended} then '' else ${u}.status_text end as status_text,
  case when ${u}.status_until > now() then ${isoTime(`${u}.status_until`)} end as status_until`;
}
