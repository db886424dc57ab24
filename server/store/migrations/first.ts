// The first schema: users, tokens, servers, channels, members, messages, mentions, roles and friends.
import { Migration } from '@mikro-orm/migrations';

const statements = [
  `create table host (
     id boolean primary key default true check (id),
     epoch uuid not null default gen_random_uuid(),
     created_at timestamptz not null default now()
   )`,
  `insert into host default values`,

  `create table users (
     id uuid primary key,
     username text not null,
     email text,
     password text not null,
     profile_picture text,
     status text not null default 'online',
     status_text text not null default '',
     created_at timestamptz not null default now()
   )`,
  `create unique index users_username_unique on users (lower(username))`,
  `create unique index users_email_unique on users (lower(email))`,

  `create table tokens (
     id uuid primary key,
     user_id uuid not null constraint tokens_user_id_foreign references users (id) on delete cascade,
     name text not null,
     hash bytea not null constraint tokens_hash_unique unique,
     is_login boolean not null default false,
     created_at timestamptz not null default now(),
     last_used_at timestamptz,
     expires_at timestamptz
   )`,
  `create index tokens_user_id_index on tokens (user_id)`,

  `create table servers (
     id uuid primary key,
     name text not null,
     owner_id uuid not null constraint servers_owner_id_foreign references users (id),
     created_at timestamptz not null default now()
   )`,

  `create table channels (
     id uuid primary key,
     name text not null default '',
     server_id uuid constraint channels_server_id_foreign references servers (id) on delete cascade,
     type text not null default 'text',
     topic text not null default '',
     owner_id uuid constraint channels_owner_id_foreign references users (id) on delete set null,
     dm_key text constraint channels_dm_key_unique unique,
     last_seq bigint not null default 0,
     last_rev bigint not null default 0,
     created_at timestamptz not null default now()
   ) with (fillfactor = 50)`,
  `create unique index channels_room_name_unique on channels (name) where server_id is null and dm_key is null`,
  `create unique index channels_server_name_unique on channels (server_id, name) where server_id is not null`,
  `create index channels_owner_id_index on channels (owner_id)`,

  `create table channel_members (
     channel_id uuid not null constraint channel_members_channel_id_foreign references channels (id) on delete cascade,
     user_id uuid not null constraint channel_members_user_id_foreign references users (id) on delete cascade,
     joined_at timestamptz not null default now(),
     read_seq bigint not null default 0,
     primary key (channel_id, user_id)
   )`,
  `create index channel_members_user_id_index on channel_members (user_id)`,

  `create table messages (
     id uuid primary key,
     channel_id uuid not null constraint messages_channel_id_foreign references channels (id) on delete cascade,
     user_id uuid not null constraint messages_user_id_foreign references users (id),
     seq bigint not null,
     rev bigint not null,
     content text not null,
     fingerprint bytea,
     timestamp timestamptz not null default now(),
     edited_at timestamptz,
     deleted_at timestamptz,
     constraint messages_channel_id_seq_unique unique (channel_id, seq)
   )`,
  `create unique index messages_channel_id_rev_unique on messages (channel_id, rev)`,

  `create table mentions (
     user_id uuid not null constraint mentions_user_id_foreign references users (id) on delete cascade,
     channel_id uuid not null constraint mentions_channel_id_foreign references channels (id) on delete cascade,
     seq bigint not null,
     primary key (user_id, channel_id, seq)
   )`,
  `create index mentions_channel_id_seq_index on mentions (channel_id, seq)`,

  `create table roles (
     id uuid primary key,
     name text not null,
     permissions bigint not null default 0,
     server_id uuid constraint roles_server_id_foreign references servers (id) on delete cascade
   )`,
  `create table user_roles (
     user_id uuid not null constraint user_roles_user_id_foreign references users (id) on delete cascade,
     role_id uuid not null constraint user_roles_role_id_foreign references roles (id) on delete cascade,
     primary key (user_id, role_id)
   )`,
  `create unique index roles_platform_name_unique on roles (name) where server_id is null`,
  `insert into roles (id, name) values
     (gen_random_uuid(), 'owner'), (gen_random_uuid(), 'administrator'), (gen_random_uuid(), 'moderator')`,

  `create table friends (
     user_id_1 uuid not null constraint friends_user_id_1_foreign references users (id) on delete cascade,
     user_id_2 uuid not null constraint friends_user_id_2_foreign references users (id) on delete cascade,
     status text not null,
     primary key (user_id_1, user_id_2)
   )`,
];

export class FirstSchema extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
