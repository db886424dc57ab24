// The protocol's schemas as JSON Schema, for the OpenAPI document and docs/protocol.md: nothing of them is written twice.
import * as z from 'zod/mini';
import { Event } from './events.ts';
import { ErrorBody } from './frame.ts';
import { MessageId } from './ids.ts';
import * as administration from './administration.ts';
import * as looks from './appearance.ts';
import * as model from './model.ts';
import { Suggestion } from './suggestions.ts';
import * as places from './places.ts';
import { AuditEntry, Ban, Report } from './moderation.ts';
import { Override, PermissionStep } from './roles.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Schemas that others refer to by name. All ids are one schema: a UUID. */
export const namedSchemas = {
  Id: MessageId,
  Status: model.Status,
  SeenStatus: model.SeenStatus,
  PlatformRole: model.PlatformRole,
  UserRef: model.UserRef,
  NameTag: model.NameTag,
  User: model.User,
  Privacy: model.Privacy,
  Relation: model.Relation,
  Suggestion,
  Profile: model.Profile,
  Appearance: looks.Appearance,
  Emoji: looks.Emoji,
  Me: model.Me,
  Channel: model.Channel,
  ListedChannel: model.ListedChannel,
  ReadMarker: model.ReadMarker,
  JoinedChannel: model.JoinedChannel,
  Message: model.Message,
  Member: model.Member,
  Server: places.Server,
  JoinedServer: places.JoinedServer,
  ListedServer: places.ListedServer,
  ServerMember: places.ServerMember,
  Category: places.Category,
  Invite: places.Invite,
  InvitePreview: places.InvitePreview,
  Ban,
  Report,
  AuditEntry,
  Token: model.Token,
  Role: places.Role,
  Override,
  PermissionStep,
  Announcement: model.Announcement,
  Host: model.Host,
  ...administration,
  State: model.State,
  Event,
  ErrorCode: ErrorBody.shape.code,
  Error: ErrorBody,
} as const satisfies Record<string, z.ZodMiniType>;

for (const [id, schema] of Object.entries(namedSchemas))
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });

/**
 * `schema` as JSON Schema, 2020-12; named schemas are `$ref`s that begin with `refs`. It is the side of the sender: what is
 * transformed is described as it is before, and an object of a result may have further keys.
 */
export function jsonSchema(schema: z.core.$ZodType, refs: string): JsonSchema {
  const name = Object.entries(namedSchemas).find(([, named]) => named === schema)?.[0];
  return name === undefined ? convert(schema, refs) : { $ref: `${refs}${name}` };
}

/** What the `$ref`s mean, by name. */
export function definitions(refs: string): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(namedSchemas).map(([name, schema]) => [name, convert(schema, refs)]));
}

function convert(schema: z.core.$ZodType, refs: string): JsonSchema {
  const { $defs, ...root } = z.toJSONSchema(schema, { io: 'input', override: describe });
  // A named schema comes as a reference to its own definition.
  const { $schema: _, id: __, ...own } = $defs?.[root.$ref?.replace('#/$defs/', '') ?? ''] ?? root;
  return JSON.parse(JSON.stringify(own).replaceAll('"#/$defs/', `"${refs}`));
}

/** Rules that JSON Schema cannot say, like a number of bytes, are said in words. */
const describe: NonNullable<z.core.ToJSONSchemaParams['override']> = ({ zodSchema, jsonSchema: written }) => {
  const rules: unknown[] = [];
  for (const check of zodSchema._zod.def.checks ?? []) {
    // A refinement is a schema and a check at once; its sentence is what it answers to any value.
    const refinement = check instanceof z.core.$ZodCustom ? check._zod.def.error : undefined;
    rules.push(refinement?.({ code: 'custom', input: undefined, path: [], inst: check }));
  }
  const words = [written.description, ...rules].filter((rule) => typeof rule === 'string');
  if (words.length > 0) written.description = words.join('; ');
  // JSON numbers beyond this are not whole numbers in every language; nobody needs to read that at each counter.
  if (written.maximum === Number.MAX_SAFE_INTEGER) delete written.maximum;
  if (written.minimum === Number.MIN_SAFE_INTEGER) delete written.minimum;
};
