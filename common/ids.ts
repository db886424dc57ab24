// Branded ids: a ChannelId is not a UserId. They are made and checked here and at the borders, nowhere else.
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import { uuidPattern } from './uuid.ts';

const uuid = z
  .string()
  .check(z.regex(uuidPattern, 'must be a UUID in lower case, like 0198c0de-7c1a-7000-8000-1234567890ab'));

export const UserId = uuid.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

export const ChannelId = uuid.brand<'ChannelId'>();
export type ChannelId = z.infer<typeof ChannelId>;

/** Named by the client that sends (RFC 9562, version 7), so that a retry of the same send is the same message. */
export const MessageId = uuid.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

export const ServerId = uuid.brand<'ServerId'>();
export type ServerId = z.infer<typeof ServerId>;

export const RoleId = uuid.brand<'RoleId'>();
export type RoleId = z.infer<typeof RoleId>;

export const CategoryId = uuid.brand<'CategoryId'>();
export type CategoryId = z.infer<typeof CategoryId>;

export const ReportId = uuid.brand<'ReportId'>();
export type ReportId = z.infer<typeof ReportId>;

export const TokenId = uuid.brand<'TokenId'>();
export type TokenId = z.infer<typeof TokenId>;

export const PassCodeId = uuid.brand<'PassCodeId'>();
export type PassCodeId = z.infer<typeof PassCodeId>;

/**
 * The channel of a server's own changes: nobody writes in it, every member is in it, and it has the id of the server. It
 * carries the name, the roles and the categories of the server as other channels carry messages: numbered, and healed.
 */
export function rootOf(server: ServerId): ChannelId {
  return z.parse(ChannelId, server);
}

/** A new id of the kind that `schema` names, sorting after every id made earlier by this process. */
export function newId<T>(schema: z.ZodMiniType<T>): T {
  return z.parse(schema, v7());
}
