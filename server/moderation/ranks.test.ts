// Who may act on whom: in servers by roles, in rooms by who made them and who looks after the host.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, MessageId, type ChannelId } from '../../common/ids.ts';
import type { PlatformRole } from '../../common/model.ts';
import { protocolLimits } from '../../common/limits.ts';
import { databaseKinds } from '../test-database.ts';
import { at, type Person } from '../test-node.ts';
import { freshName, openStage, type Stage } from './stage.ts';

describe.skipIf(!databaseKinds().includes('postgresql'))('who may act on whom', () => {
  let stage: Stage;
  let owner: Person;
  beforeAll(async () => {
    stage = await openStage(null);
    owner = await stage.signup('owner');
  });
  afterAll(() => stage.close());

  const appoint = async (person: Person, role: PlatformRole) => {
    const text = `insert into user_roles (user_id, role_id) select $1, id from roles where name = $2 and server_id is null`;
    await stage.sql(text, [person.id, role]);
  };
  const code = async (answer: Promise<{ error?: { code: string } }>) => (await answer).error?.code ?? 'ok';

  test.each(['member.kick', 'member.ban', 'member.time_out'] as const)(
    '%s in a room follows the ranks of the host',
    async (request) => {
      const people = {
        administrator: await stage.signup('administrator'),
        moderator: await stage.signup('moderator'),
        second: await stage.signup('moderator'),
        maker: await stage.signup('maker'),
        member: await stage.signup('member'),
      };
      await appoint(people.administrator, 'administrator');
      for (const one of [people.moderator, people.second]) await appoint(one, 'moderator');
      const room = await stage.room(people.maker, ...Object.values(people), owner);
      const more = request === 'member.time_out' ? { duration_s: 60 } : {};
      const act = (who: Person, whom: Person) =>
        code(who.try(request, { channel: room, username: whom.name, ...more } as never));
      const { administrator, moderator, second, maker, member } = people;
      const refused = [
        [member, maker],
        [maker, moderator],
        [moderator, second],
        [moderator, administrator],
        [moderator, owner],
        [administrator, owner],
        [owner, owner],
      ] as const;
      for (const [who, whom] of refused)
        expect([who.name, whom.name, await act(who, whom)]).toEqual([who.name, whom.name, 'forbidden']);
      const done = [
        [maker, member],
        [moderator, maker],
        [administrator, second],
        [owner, administrator],
      ] as const;
      for (const [who, whom] of done)
        expect([who.name, whom.name, await act(who, whom)]).toEqual([who.name, whom.name, 'ok']);
    },
  );

  test('a moderator of the host looks after a room without being in it, but enters no server and no DM', async () => {
    const [moderator, maker, member] = [
      await stage.signup('mod'),
      await stage.signup('maker'),
      await stage.signup('member'),
    ];
    await appoint(moderator, 'moderator');
    const room = await stage.room(maker, member);
    expect(await code(moderator.try('member.kick', { channel: room, username: member.name }))).toBe('ok');
    const { server, channel } = await stage.server(maker, member);
    const dm = (await maker.ask('dm.open', { username: member.name })).id;
    for (const where of [{ server }, { channel }, { channel: dm }])
      expect(await code(moderator.try('member.kick', { ...where, username: member.name }))).toBe('not_found');
  });

  test('a room is changed and deleted by who may manage it now, in it, and by the owner of the host', async () => {
    const [moderator, maker, member] = [
      await stage.signup('mod'),
      await stage.signup('maker'),
      await stage.signup('member'),
    ];
    const room = await stage.room(maker, member, moderator);
    const change = (who: Person) => code(who.try('channel.update', { channel: room, topic: freshName('topic') }));
    const remove = (who: Person) => code(who.try('channel.delete', { channel: room }));
    const socket = await moderator.connect();
    await appoint(moderator, 'moderator');
    expect([await change(maker), await change(member), await change(owner)]).toEqual(['ok', 'forbidden', 'ok']);
    expect((await socket.ask('channel.update', { channel: room, topic: 'other' })).error).toBeUndefined();
    socket.close();
    await moderator.ask('member.time_out', { channel: room, username: maker.name, duration_s: 60 });
    expect([await change(maker), await remove(maker)]).toEqual(['forbidden', 'forbidden']);
    await moderator.ask('member.ban', { channel: room, username: maker.name });
    expect((await maker.try('channel.update', { channel: room, topic: 'x' })).error?.message).toContain('banned');
    expect(await remove(maker)).toBe('forbidden');
    await stage.sql('delete from user_roles where user_id = $1', [moderator.id]);
    expect([await change(moderator), await remove(moderator), await remove(owner)]).toEqual([
      'forbidden',
      'forbidden',
      'ok',
    ]);
  });

  test('messages in a room are deleted by who stands above their author', async () => {
    const [moderator, maker, member] = [
      await stage.signup('mod'),
      await stage.signup('maker'),
      await stage.signup('member'),
    ];
    await appoint(moderator, 'moderator');
    const room = await stage.room(maker, moderator, member, owner);
    const remove = async (who: Person, author: Person) =>
      await code(who.try('message.delete', { id: (await author.send(room, 'x')).id }));
    expect(await remove(member, maker)).toBe('forbidden');
    expect(await remove(maker, moderator)).toBe('forbidden');
    expect(await remove(moderator, owner)).toBe('forbidden');
    expect(await remove(maker, member)).toBe('ok');
    expect(await remove(moderator, maker)).toBe('ok');
  });

  test('in a server a role acts on those below it, and only with the permission', async () => {
    const [head, high, low, plain] = [
      await stage.signup('head'),
      await stage.signup('high'),
      await stage.signup('low'),
      await stage.signup('plain'),
    ];
    const { server, channel } = await stage.server(head, high, low, plain);
    await stage.promote(server, high, 2, ['kick', 'time_out', 'manage_messages', 'ban']);
    await stage.promote(server, low, 1, ['time_out']);
    const act = (who: Person, whom: Person, request: 'member.kick' | 'member.time_out' = 'member.time_out') =>
      code(
        who.try(request, {
          server,
          username: whom.name,
          ...(request === 'member.time_out' ? { duration_s: 60 } : {}),
        } as never),
      );
    expect(await act(plain, low)).toBe('forbidden');
    expect(await act(low, high)).toBe('forbidden');
    expect(await act(low, low)).toBe('forbidden');
    expect(await act(high, head)).toBe('forbidden');
    expect(await act(low, plain, 'member.kick')).toBe('forbidden');
    expect(await act(high, low)).toBe('ok');
    // Who is timed out only reads.
    expect(await act(low, plain)).toBe('forbidden');
    await high.ask('member.end_time_out', { server, username: low.name });
    expect(await act(low, plain)).toBe('ok');
    // Who manages messages deletes anybody's, as on Discord.
    expect(await code(high.try('message.delete', { id: (await head.send(channel, 'x')).id }))).toBe('ok');
    expect(await code(plain.try('message.delete', { id: (await head.send(channel, 'x')).id }))).toBe('forbidden');
    expect(await act(high, plain, 'member.kick')).toBe('ok');
    expect(await act(high, plain, 'member.kick')).toBe('not_found');
    expect(
      await stage.sql(
        'select 1 from user_roles ur join roles r on r.id = ur.role_id where r.server_id = $1 and ur.user_id = $2',
        [server, plain.id],
      ),
    ).toEqual([]);
  });

  test('a ban keeps out until it has ended or is lifted, and takes what was written in the last hours with it', async () => {
    const [maker, rude] = [await stage.signup('maker'), await stage.signup('rude')];
    const room = await stage.room(maker, rude);
    const old = await rude.send(room, 'of yesterday');
    await stage.sql(`update messages set timestamp = now() - interval '2 hours' where id = $1`, [old.id]);
    const kept = await maker.send(room, 'an answer');
    const fresh = [await rude.send(room, 'one'), await rude.send(room, `@${maker.name} two`)];
    await maker.ask('message.pin', { id: at(fresh, 0).id });
    const place = { channel: room, username: rude.name };
    const { deleted, ban } = await maker.ask('member.ban', {
      ...place,
      reason: 'rude',
      delete_messages_hours: 1,
      duration_s: 3600,
    });
    expect([deleted, ban]).toMatchObject([
      2,
      { reason: 'rude', user: { username: rude.name }, banned_by: { username: maker.name } },
    ]);
    const { messages } = await maker.ask('message.history', { channel: room });
    expect(messages.map(({ content }) => content)).toEqual([old.content, kept.content, '', '']);
    expect((await maker.ask('message.pins', { channel: room })).messages).toEqual([]);
    const { changes } = await maker.ask('channel.changes', { channel: room, after_rev: 0 });
    expect(changes.map(({ rev }) => rev)).toEqual([1, 2, 6, 7]);
    expect((await rude.try('channel.join', place)).error?.code).toBe('bad_request');
    expect(await code(rude.try('channel.join', { channel: room }))).toBe('forbidden');
    expect(await maker.ask('ban.list', { channel: room })).toMatchObject({
      bans: [{ until: ban.until }],
      has_more: false,
    });
    await stage.sql(`update bans set until = now() - interval '1 s' where channel_id = $1`, [room]);
    expect((await maker.ask('ban.list', { channel: room })).bans).toEqual([]);
    expect(await code(rude.try('channel.join', { channel: room }))).toBe('ok');
    await maker.ask('member.ban', place);
    expect(await code(rude.try('channel.join', { channel: room }))).toBe('forbidden');
    await maker.ask('member.unban', place);
    expect(await code(maker.try('member.unban', place))).toBe('not_found');
    expect(await code(rude.try('channel.join', { channel: room }))).toBe('ok');
  });

  test('a time-out goes on for who leaves a room and comes back', async () => {
    const [maker, rude] = [await stage.signup('maker'), await stage.signup('rude')];
    const room = await stage.room(maker, rude);
    await maker.ask('member.time_out', { channel: room, username: rude.name, duration_s: 600 });
    await rude.ask('channel.leave', { channel: room });
    await rude.ask('channel.join', { channel: room });
    expect(await code(rude.try('message.send', { id: newId(MessageId), channel: room, content: 'x' }))).toBe(
      'forbidden',
    );
    const rows = await stage.sql<{ silent: boolean }>(
      'select silent_until > now() as silent from channel_members where channel_id = $1 and user_id = $2',
      [room, rude.id],
    );
    expect(rows).toEqual([{ silent: true }]);
  });

  test('a time-out goes on for who leaves a server and comes back', async () => {
    const [head, rude] = [await stage.signup('head'), await stage.signup('rude')];
    const { server, channel } = await stage.server(head, rude);
    await head.ask('member.time_out', { server, username: rude.name, duration_s: 600 });
    await rude.ask('server.leave', { server });
    const { code: invite } = await head.ask('invite.create', { server });
    await rude.ask('invite.accept', { code: invite });
    const draft = { id: newId(MessageId), channel, content: 'x' };
    expect(await code(rude.try('message.send', draft))).toBe('forbidden');
    await head.ask('member.end_time_out', { server, username: rude.name });
    expect(await code(rude.try('message.send', draft))).toBe('ok');
  });

  test('two who join and ban at the same time end in one order: nobody banned is in', async () => {
    const [maker, rude] = [await stage.signup('maker'), await stage.signup('rude')];
    const rooms: ChannelId[] = [];
    for (let i = 0; i < 20; i++) rooms.push(await stage.room(maker));
    await Promise.all(
      rooms.flatMap((channel) => [
        rude.try('channel.join', { channel }),
        stage.there(maker).ask('member.ban', { channel, username: rude.name }),
      ]),
    );
    const both = `select 1 from bans b join channel_members m on m.channel_id = b.channel_id and m.user_id = b.user_id where b.user_id = $1`;
    expect(await stage.sql(both, [rude.id])).toEqual([]);
  });

  test('a channel has so many pins and no more, whoever pins at the same time; what is deleted is not pinned', async () => {
    const maker = await stage.signup('maker');
    const room = await stage.room(maker);
    const ids: MessageId[] = [];
    for (let i = 0; i <= protocolLimits.pinsPerChannel + 1; i++) ids.push((await maker.send(room, `${i}`)).id);
    const answers = await Promise.all(
      ids.map((id, i) => code((i % 2 === 0 ? maker : stage.there(maker)).try('message.pin', { id }))),
    );
    expect(answers.filter((answer) => answer === 'limit_reached')).toHaveLength(2);
    const { messages } = await maker.ask('message.pins', { channel: room });
    expect(messages).toHaveLength(protocolLimits.pinsPerChannel);
    const times = messages.map(({ pinned_at }) => Date.parse(pinned_at ?? ''));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    await maker.ask('message.delete', { id: at(messages, 0).id });
    await maker.ask('message.unpin', { id: at(messages, 1).id });
    expect((await maker.ask('message.pins', { channel: room })).messages).toHaveLength(
      protocolLimits.pinsPerChannel - 2,
    );
  });
});
