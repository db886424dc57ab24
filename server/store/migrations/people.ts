// People and places: who knows whom, servers with their roles and overrides, moderation and its log, passes, profiles.
import { Migration } from '@mikro-orm/migrations';

const profiles = [
  `alter table users
     add display_name text not null default '',
     add pronouns text not null default '',
     add bio text not null default '',
     add time_zone text,
     add links text[] not null default '{}',
     add status_until timestamptz,
     add suspended_until timestamptz,
     add suspended_reason text not null default '',
     add requests_from text not null default 'everyone',
     add dms_from text not null default 'everyone',
     add is_suggested boolean not null default true,
     add pass_until timestamptz,
     add name_colour text,
     add badge text not null default '',
     add banner text not null default '',
     add status_frames text[] not null default '{}',
     add pass_told_until timestamptz`,
  // What ends by itself and has not been told yet.
  `create index users_status_until_index on users (status_until) where status_until is not null`,
  `create index users_pass_untold_index on users (pass_until)
     where pass_until is not null and pass_told_until is distinct from pass_until`,
  `alter table messages add emoji jsonb`,

  `create table pictures (
     user_id uuid primary key constraint pictures_user_id_foreign references users (id) on delete cascade,
     hash text not null,
     png bytea not null,
     pixels bytea not null,
     changed_at timestamptz not null default now()
   )`,
];

const friends = [
  // A request and a block are one row, from who made it; a friendship is two, one for each.
  `alter table friends add created_at timestamptz not null default now()`,
  `create index friends_user_id_2_status_index on friends (user_id_2, status)`,

  // The friends of somebody, and how many they are, without looking at the rows.
  `create index friends_friend_index on friends (user_id_1, user_id_2) where status = 'friend'`,

  // Who asked whom when, also after it was answered: nobody is asked again and again.
  `create table asked_friends (
     user_id_1 uuid not null constraint asked_friends_user_id_1_foreign references users (id) on delete cascade,
     user_id_2 uuid not null constraint asked_friends_user_id_2_foreign references users (id) on delete cascade,
     asked_at timestamptz not null default now()
   )`,
  `create index asked_friends_index on asked_friends (user_id_1, asked_at)`,

  `create table dismissed_suggestions (
     user_id uuid not null constraint dismissed_suggestions_user_id_foreign references users (id) on delete cascade,
     dismissed_id uuid not null constraint dismissed_suggestions_dismissed_id_foreign references users (id) on delete cascade,
     primary key (user_id, dismissed_id)
   )`,
];

const servers = [
  `alter table servers
     add icon text not null default '',
     add description text not null default '',
     add is_listed boolean not null default false`,
  `create index servers_owner_id_index on servers (owner_id)`,
  `create index servers_listed_index on servers (lower(name), id) where is_listed`,

  `create table server_members (
     server_id uuid not null constraint server_members_server_id_foreign references servers (id) on delete cascade,
     user_id uuid not null constraint server_members_user_id_foreign references users (id) on delete cascade,
     nickname text not null default '',
     timed_out_until timestamptz,
     joined_at timestamptz not null default now(),
     primary key (server_id, user_id)
   )`,
  `create index server_members_user_id_index on server_members (user_id)`,

  `create table categories (
     id uuid primary key,
     server_id uuid not null constraint categories_server_id_foreign references servers (id) on delete cascade,
     name text not null,
     position int not null
   )`,
  `create index categories_server_id_index on categories (server_id)`,

  `alter table channels
     add category_id uuid constraint channels_category_id_foreign references categories (id) on delete set null,
     add position int not null default 0,
     add slow_mode_s int not null default 0,
     add archived_at timestamptz`,
  `create index channels_deleted_index on channels (id) where dm_key like 'deleted %'`,
  `alter table channel_members add permissions bigint`,
  `alter table messages add pinned_at timestamptz`,
  `create index messages_pinned_index on messages (channel_id, pinned_at) where pinned_at is not null`,

  `alter table roles
     add position int not null default 0,
     add colour text,
     add is_hoisted boolean not null default false,
     add is_mentionable boolean not null default false,
     add is_default boolean not null default false,
     add created_at timestamptz not null default now()`,
  `create unique index roles_server_name_unique on roles (server_id, lower(name)) where server_id is not null`,
  `create unique index roles_server_default_unique on roles (server_id) where is_default`,
  `create index user_roles_role_id_index on user_roles (role_id)`,

  `create table overrides (
     channel_id uuid not null constraint overrides_channel_id_foreign references channels (id) on delete cascade,
     role_id uuid constraint overrides_role_id_foreign references roles (id) on delete cascade,
     user_id uuid constraint overrides_user_id_foreign references users (id) on delete cascade,
     allow bigint not null,
     deny bigint not null,
     constraint overrides_of_one check ((role_id is null) <> (user_id is null)),
     constraint overrides_either check (allow & deny = 0)
   )`,
  `create unique index overrides_role_unique on overrides (channel_id, role_id) where role_id is not null`,
  `create unique index overrides_user_unique on overrides (channel_id, user_id) where user_id is not null`,
  `create index overrides_role_id_index on overrides (role_id)`,
  `create index overrides_user_id_index on overrides (user_id)`,

  `create table invites (
     id uuid primary key,
     code text not null constraint invites_code_unique unique,
     server_id uuid constraint invites_server_id_foreign references servers (id) on delete cascade,
     created_by uuid constraint invites_created_by_foreign references users (id) on delete set null,
     created_at timestamptz not null default now(),
     expires_at timestamptz,
     max_uses int,
     uses int not null default 0
   )`,
  `create index invites_server_id_index on invites (server_id)`,
];

const moderation = [
  // Of a server, or of a room.
  `create table bans (
     id uuid primary key,
     server_id uuid constraint bans_server_id_foreign references servers (id) on delete cascade,
     channel_id uuid constraint bans_channel_id_foreign references channels (id) on delete cascade,
     user_id uuid not null constraint bans_user_id_foreign references users (id) on delete cascade,
     banned_by uuid constraint bans_banned_by_foreign references users (id) on delete set null,
     reason text not null default '',
     created_at timestamptz not null default now(),
     until timestamptz,
     constraint bans_of_one check ((server_id is null) <> (channel_id is null))
   )`,
  `create unique index bans_server_unique on bans (server_id, user_id) where server_id is not null`,
  `create unique index bans_channel_unique on bans (channel_id, user_id) where channel_id is not null`,

  `create table room_timeouts (
     channel_id uuid not null constraint room_timeouts_channel_id_foreign references channels (id) on delete cascade,
     user_id uuid not null constraint room_timeouts_user_id_foreign references users (id) on delete cascade,
     until timestamptz not null,
     primary key (channel_id, user_id)
   )`,
  // What ends by itself.
  `create index room_timeouts_until_index on room_timeouts (until)`,

  `create table reports (
     id uuid primary key,
     server_id uuid constraint reports_server_id_foreign references servers (id) on delete cascade,
     reporter_id uuid constraint reports_reporter_id_foreign references users (id) on delete set null,
     user_id uuid not null constraint reports_user_id_foreign references users (id) on delete cascade,
     channel_id uuid constraint reports_channel_id_foreign references channels (id) on delete set null,
     message_id uuid constraint reports_message_id_foreign references messages (id) on delete set null,
     content text not null default '',
     reason text not null,
     status text not null default 'open',
     handled_by uuid constraint reports_handled_by_foreign references users (id) on delete set null,
     handled_at timestamptz,
     note text not null default '',
     created_at timestamptz not null default now()
   )`,
  `create index reports_queue_index on reports (server_id, status, id)`,
  // Whoever deletes a message or a channel finds what was reported of it.
  `create index reports_message_id_index on reports (message_id) where message_id is not null`,
  `create index reports_channel_id_index on reports (channel_id) where channel_id is not null`,
  `create unique index reports_message_unique on reports (reporter_id, message_id) where status = 'open' and message_id is not null`,
  `create unique index reports_user_unique on reports (reporter_id, user_id) where status = 'open' and message_id is null`,

  // Until when a member writes nothing, copied here so that a commit finds it in the row that it looks at anyway; and when and
  // with which message they last took their turn in slow mode.
  `alter table channel_members
     add silent_until timestamptz,
     add slow_at timestamptz,
     add slow_id uuid`,
  // The change that pinned it, or took the pin away, last.
  `alter table messages add pin_rev bigint`,

  // No foreign keys: the log outlives what it speaks of. Each scope (a server, or null: the host) is a chain of its own.
  `create table audit_heads (
     scope uuid primary key,
     n bigint not null,
     hash bytea not null
   )`,
  `create table audit (
     scope uuid not null,
     n bigint not null,
     at timestamptz not null,
     actor_id uuid,
     actor_name text not null,
     action text not null,
     target_type text not null,
     target_id text not null,
     target_name text not null,
     reason text not null,
     before jsonb,
     after jsonb,
     hash bytea not null,
     primary key (scope, n)
   )`,
  `create function refuse_change() returns trigger language plpgsql as $$
   begin
     raise exception 'the audit log is append-only';
   end $$`,
  `create trigger audit_append_only before update or delete on audit for each statement execute function refuse_change()`,
];

const administration = [
  // A socket of somebody whose standing changed looks itself up, on every node.
  `create function note_standing() returns trigger language plpgsql as $$
   begin
     insert into notices (user_id) values (new.id);
     return null;
   end $$`,
  `create trigger users_standing after update of suspended_until, pass_until on users
     for each row execute function note_standing()`,
  `create function note_platform_role() returns trigger language plpgsql as $$
   begin
     insert into notices (user_id) select coalesce(new.user_id, old.user_id) from roles r
     where r.id = coalesce(new.role_id, old.role_id) and r.server_id is null;
     return null;
   end $$`,
  `create trigger user_roles_platform after insert or delete on user_roles
     for each row execute function note_platform_role()`,
  `create index users_suspended_index on users (lower(username)) where suspended_until is not null`,
  `create index users_username_prefix_index on users (lower(username) text_pattern_ops)`,
  `create index users_email_prefix_index on users (lower(email) text_pattern_ops)`,

  `create table settings (
     name text primary key,
     value jsonb not null,
     changed_at timestamptz not null default now()
   )`,

  `create table password_resets (
     hash bytea primary key,
     user_id uuid not null constraint password_resets_user_id_foreign references users (id) on delete cascade,
     created_by uuid constraint password_resets_created_by_foreign references users (id) on delete set null,
     expires_at timestamptz not null
   )`,
  `create index password_resets_user_id_index on password_resets (user_id)`,

  // Messages of each day in UTC, added up by the nodes: nobody counts the messages themselves.
  `create table message_days (
     day date primary key,
     messages bigint not null
   )`,

  `create table pass_codes (
     id uuid primary key,
     hash bytea not null constraint pass_codes_hash_unique unique,
     days int not null,
     note text not null default '',
     created_by uuid constraint pass_codes_created_by_foreign references users (id) on delete set null,
     created_at timestamptz not null default now(),
     redeemed_by uuid constraint pass_codes_redeemed_by_foreign references users (id) on delete set null,
     redeemed_at timestamptz,
     revoked_at timestamptz
   )`,

  `create table emoji (
     user_id uuid not null constraint emoji_user_id_foreign references users (id) on delete cascade,
     name text not null,
     text text not null,
     created_at timestamptz not null default now(),
     primary key (user_id, name)
   )`,
];

const statements = [...profiles, ...friends, ...servers, ...moderation, ...administration];

export class PeopleSchema extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
