// Every entity that the ORM loads: owning sides only, so that no file needs to know another.
import { defineEntity, p } from '@mikro-orm/core';
import type { ChannelId, TokenId, UserId } from '../../common/ids.ts';
import type { Status } from '../../common/model.ts';

export const UserEntity = defineEntity({
  name: 'UserEntity',
  tableName: 'users',
  properties: {
    id: p.uuid().primary().$type<UserId>(),
    username: p.text(),
    email: p.text().nullable(),
    password: p.text(),
    profilePicture: p.text().nullable(),
    status: p.text().$type<Status>().default('online'),
    statusText: p.text().default(''),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const TokenEntity = defineEntity({
  name: 'TokenEntity',
  tableName: 'tokens',
  properties: {
    id: p.uuid().primary().$type<TokenId>(),
    userId: p.uuid().$type<UserId>(),
    name: p.text(),
    hash: p.blob(),
    isLogin: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw('now()'),
    lastUsedAt: p.datetime().nullable(),
    expiresAt: p.datetime().nullable(),
  },
});

export const ChannelEntity = defineEntity({
  name: 'ChannelEntity',
  tableName: 'channels',
  properties: {
    id: p.uuid().primary().$type<ChannelId>(),
    name: p.text().default(''),
    serverId: p.uuid().nullable(),
    type: p.text().$type<'text' | 'voice'>().default('text'),
    topic: p.text().default(''),
    ownerId: p.uuid().$type<UserId>().nullable(),
    dmKey: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const entities = [UserEntity, TokenEntity, ChannelEntity];
