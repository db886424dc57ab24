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

/** SQL for the status of `users <alias>`: one that has ended is online. */
export function statusSql(alias: string): string {
  return `case when ${alias}.status_until <= now() then 'online' else ${alias}.status end`;
}

/** SQL for `status`, `status_text` and `status_until`; a text ends with its status. */
export function statusColumns(alias: string): string {
  const u = alias;
  return `${statusSql(u)} as status, case when ${u}.status_until <= now() then '' else ${u}.status_text end as status_text,
  case when ${u}.status_until > now() then ${isoTime(`${u}.status_until`)} end as status_until`;
}
