// What users say of themselves and what they chose to look like; and how their names are drawn.
import type { UserId } from '../../common/ids.ts';
import type { Appearance } from '../../common/appearance.ts';
import type { NameTag, Status } from '../../common/model.ts';
import type { CheckedParams } from '../../common/requests.ts';
import { isoTime, rows, type Database } from './database.ts';
import { hasPassSql, nameTagColumns, statusColumns } from './name-tags.ts';
import { hereSql, seesSql } from './presence.ts';

/** A profile as it is stored, and what stands between its owner and who asks. */
export interface StoredProfile extends NameTag {
  readonly status: Status;
  readonly status_text: string;
  readonly status_until: string | null;
  readonly created_at: string;
  /** Whether they are connected and who asks may see it. */
  readonly here: boolean;
  readonly pronouns: string;
  readonly bio: string;
  readonly time_zone: string | null;
  readonly links: string[];
  readonly banner: string;
  readonly status_frames: string[];
  readonly picture: string | null;
  readonly pixels: Buffer | null;
  /** Its owner has blocked who asks. */
  readonly is_blocking: boolean;
}

const profileText = `select ${nameTagColumns('u')}, ${statusColumns('u')}, ${isoTime('u.created_at')} as created_at, ${hereSql('u.id')} and ${seesSql('$2::uuid', 'u.id')} as here,
    u.pronouns, u.bio, u.time_zone, u.links, u.profile_picture as picture, p.pixels,
    case when ${hasPassSql('u')} then u.banner else '' end as banner,
    case when ${hasPassSql('u')} then u.status_frames else '{}' end as status_frames,
    exists (select 1 from friends f where f.user_id_1 = u.id and f.user_id_2 = $2 and f.status = 'blocked') as is_blocking
  from users u left join pictures p on p.user_id = u.id`;

const profileByName = { name: 'profile_by_name', text: `${profileText} where lower(u.username) = lower($1)` };
const profileById = { name: 'profile_by_id', text: `${profileText} where u.id = $1` };
const looksOf = { name: 'looks_of', text: `select ${nameTagColumns('u')} from users u where u.id = any($1::uuid[])` };

export async function findProfileByName(db: Database, name: string, asker: UserId): Promise<StoredProfile | undefined> {
  return (await rows<StoredProfile>(db, profileByName, [name, asker]))[0];
}

export async function findProfile(db: Database, id: UserId, asker: UserId): Promise<StoredProfile | undefined> {
  return (await rows<StoredProfile>(db, profileById, [id, asker]))[0];
}

export async function findNameTags(db: Database, users: readonly UserId[]): Promise<NameTag[]> {
  return await rows<NameTag>(db, looksOf, [users]);
}

/** What is undefined stays as it is. */
const setAboutOf = {
  name: 'set_about',
  text: `update users set display_name = coalesce($2, display_name), pronouns = coalesce($3, pronouns), bio = coalesce($4, bio),
           time_zone = case when $5 then $6 else time_zone end, links = coalesce($7::text[], links) where id = $1`,
};

export async function setAbout(db: Database, id: UserId, about: CheckedParams<'profile.set'>): Promise<void> {
  const { display_name, pronouns, bio, time_zone, links } = about;
  const zone = [time_zone !== undefined, time_zone ?? null];
  await rows(db, setAboutOf, [id, display_name ?? null, pronouns ?? null, bio ?? null, ...zone, links ?? null]);
}

const appearanceColumns = `name_colour, badge, banner, status_frames, ${hasPassSql('users')} as shown`;
const appearanceOf = { name: 'appearance_of', text: `select ${appearanceColumns} from users where id = $1` };
const setAppearanceOf = {
  name: 'set_appearance',
  text: `update users set name_colour = case when $2 then $3 else name_colour end, badge = coalesce($4, badge),
           banner = coalesce($5, banner), status_frames = coalesce($6::text[], status_frames)
         where id = $1 returning ${appearanceColumns}`,
};

/** Undefined where the user is gone. */
export async function findAppearance(db: Database, id: UserId): Promise<Appearance | undefined> {
  return (await rows<Appearance>(db, appearanceOf, [id]))[0];
}

export async function setAppearance(
  db: Database,
  id: UserId,
  { name_colour, badge, banner, status_frames }: CheckedParams<'appearance.set'>,
): Promise<Appearance | undefined> {
  const colour = [name_colour !== undefined, name_colour ?? null];
  const values = [id, ...colour, badge ?? null, banner ?? null, status_frames ?? null];
  return (await rows<Appearance>(db, setAppearanceOf, values))[0];
}
