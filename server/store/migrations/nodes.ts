// Many nodes: which of them live, who is connected to which, and what other nodes must look at again.
import { Migration } from '@mikro-orm/migrations';

const statements = [
  `create table nodes (
     id uuid primary key,
     lease_until timestamptz not null
   )`,

  `create table presence (
     user_id uuid not null constraint presence_user_id_foreign references users (id) on delete cascade,
     node_id uuid not null,
     tx xid8 not null default pg_current_xact_id(),
     primary key (user_id, node_id)
   )`,
  `create index presence_node_id_index on presence (node_id)`,

  `create table notices (
     id bigint generated always as identity primary key,
     user_id uuid not null,
     channel_id uuid,
     tx xid8 not null default pg_current_xact_id(),
     created_at timestamptz not null default now()
   )`,
  `create index notices_tx_index on notices (tx)`,
  `create index notices_created_at_index on notices (created_at)`,
  // The database writes them itself, so that no way of joining, leaving or revoking can forget to.
  `create function note_members() returns trigger language plpgsql as $$
   begin
     insert into notices (user_id, channel_id) select user_id, channel_id from changed;
     return null;
   end $$`,
  `create function note_logins() returns trigger language plpgsql as $$
   begin
     insert into notices (user_id) select distinct user_id from changed;
     return null;
   end $$`,
  `create trigger channel_members_joined after insert on channel_members
     referencing new table as changed for each statement execute function note_members()`,
  `create trigger channel_members_left after delete on channel_members
     referencing old table as changed for each statement execute function note_members()`,
  `create trigger tokens_gone after delete on tokens
     referencing old table as changed for each statement execute function note_logins()`,
];

export class NodesSchema extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
