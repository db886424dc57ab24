// What is logged where, and what is not: what changes nothing has no entry, no number and no event.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerId } from '../../common/ids.ts';
import { userId } from '../matrix/world.ts';
import { databaseKinds } from '../test-database.ts';
import type { Person, Socket } from '../test-node.ts';
import { freshName, openStage, type Stage } from './stage.ts';

const statesPerUserPerMinute = 20;

describe.skipIf(!databaseKinds().includes('postgresql'))('what is logged', () => {
  let stage: Stage;
  let host: Person;
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    stage = await openStage(null, { statesPerUserPerMinute });
    host = await stage.signup('host');
    [ada, bob] = [await stage.signup('ada'), await stage.signup('bob')];
  });
  afterAll(() => stage.close());

  const newest = async (who: Person, filter: { server?: ServerId; action?: string } = {}) =>
    (await who.ask('audit.list', { ...filter, limit: 1 })).entries[0];

  test('an invite that is made, by the beginning of its code', async () => {
    const { server } = await stage.server(ada);
    const { code } = await ada.ask('invite.create', { server, max_uses: 3 });
    const entry = await newest(ada, { server });
    expect(entry).toMatchObject({ action: 'invite.create', actor: { id: ada.id }, after: { max_uses: 3 } });
    expect(entry?.target.id).toBe(code.split('-')[0]);
    expect(JSON.stringify(entry)).not.toContain(code);
  });

  test('the end of a server, where the host reads it, who also gets what was reported there', async () => {
    const { server, channel } = await stage.server(ada, bob);
    await stage.promote(server, bob, 1, ['manage_messages']);
    const eve = await stage.signup('eve');
    await eve.ask('invite.accept', { code: (await ada.ask('invite.create', { server })).code });
    const { id: message } = await ada.send(channel, 'rude');
    const open = await eve.ask('report.create', { message, reason: 'it is rude' });
    const closed = await eve.ask('report.create', { username: ada.name, server, reason: 'as well' });
    await bob.ask('report.handle', { id: closed.id, outcome: 'dismissed' });
    const socket = await host.connect();
    await ada.ask('server.delete', { server });
    expect(await newest(host)).toMatchObject({
      action: 'server.delete',
      actor: { id: ada.id },
      target: { id: server },
    });
    expect(await socket.event(({ type }) => type === 'report.queue')).toMatchObject({ server: null, open: 1 });
    const { reports } = await host.ask('report.list', {});
    expect(reports).toMatchObject([{ id: open.id, content: 'rude', user: { id: ada.id } }]);
    await host.ask('report.handle', { id: open.id, outcome: 'resolved', action: 'delete_message' });
    socket.close();
  });

  test('pins in the room of somebody else, and not those in one’s own', async () => {
    const room = await stage.room(ada, host);
    const { id } = await ada.send(room, 'x');
    const before = await newest(host);
    await ada.ask('message.pin', { id });
    expect(await newest(host)).toEqual(before);
    await host.ask('message.unpin', { id });
    expect(await newest(host)).toMatchObject({ action: 'message.unpin', actor: { id: host.id }, target: { id } });
  });

  test('nothing that changes nothing, of which nobody is told either', async () => {
    const { server, channel } = await stage.server(ada, bob);
    const room = await stage.room(ada, host);
    const [name, topic] = [freshName('room'), 'a topic'];
    const { id: role } = await ada.ask('role.create', { server, name: 'red', permissions: ['view'] });
    const { id: category } = await ada.ask('category.create', { server, name: 'first' });
    const acts = [
      () => ada.ask('server.update', { server, description: 'ours' }),
      () => host.ask('channel.update', { channel: room, name, topic }),
      () => ada.ask('channel.update', { channel, topic, category, private: true, slow_mode_s: 5 }),
      () => ada.ask('channel.update', { channel, private: false, archived: true }),
      () => ada.ask('channel.update', { channel, archived: false, before: null }),
      () => ada.ask('category.update', { category, name: 'second', before: null }),
      () => ada.ask('role.update', { role, name: 'blue' }),
      () => ada.ask('role.move', { role, position: 1 }),
      () => ada.ask('role.give', { role, user: userId(bob) }),
      () => ada.ask('override.set', { channel, role, allow: [], deny: ['send'] }),
      () => ada.ask('override.clear', { channel, role }),
      () => ada.ask('role.take', { role, user: userId(bob) }),
    ];
    const socket = await ada.connect();
    for (const act of acts) {
      const first = await act();
      const entries = [await newest(host), await newest(ada, { server })];
      const { rev } = await ada.ask('server.get', { server });
      await marked(socket, bob);
      const heard = socket.heard.length;
      expect(await act()).toEqual(first);
      expect([await newest(host), await newest(ada, { server })]).toEqual(entries);
      expect((await ada.ask('server.get', { server })).rev).toBe(rev);
      await marked(socket, bob);
      const told = socket.heard.slice(heard).filter(({ type }) => type !== 'presence.updated');
      expect(told.map(({ type }) => type)).toEqual(['message.created']);
    }
    socket.close();
  });

  test('of a channel only for those who are in it, except for who runs the server', async () => {
    const { server } = await stage.server(ada, bob);
    await stage.promote(server, bob, 1, ['view_audit_log']);
    const admin = await stage.signup('admin');
    await admin.ask('invite.accept', { code: (await ada.ask('invite.create', { server })).code });
    await stage.promote(server, admin, 2, ['administrator']);
    const { id: secret } = await ada.ask('channel.create', { server, name: 'secret', private: true });
    await ada.ask('channel.update', { channel: secret, topic: 'the plan', reason: 'so' });
    const { id: message } = await ada.send(secret, 'x');
    await ada.ask('message.pin', { id: message });
    const log = (who: Person) => who.ask('audit.list', { server });
    const seen = JSON.stringify(await log(bob));
    expect([seen.includes('secret'), seen.includes('the plan'), seen.includes(secret)]).toEqual([false, false, true]);
    const updates = await bob.ask('audit.list', { server, action: 'channel.update' });
    expect(updates.entries).toMatchObject([
      { target: { id: secret, name: '' }, reason: 'so', before: null, after: null },
    ]);
    expect((await bob.ask('audit.list', { server, target: 'secret' })).entries).toEqual([]);
    for (const who of [ada, admin]) expect(JSON.stringify(await log(who))).toContain('the plan');
    expect((await ada.ask('audit.list', { server, target: 'secret' })).entries).toHaveLength(2);
  });

  test('and is looked through as often as statesPerUserPerMinute says, and not once more', async () => {
    const looker = await stage.signup('looker');
    const { server } = await stage.server(ada, looker);
    await stage.promote(server, looker, 1, ['view_audit_log']);
    for (let i = 0; i < statesPerUserPerMinute; i++) await looker.ask('audit.list', { server, action: 'x' });
    expect((await looker.try('audit.list', { server, action: 'x' })).error?.code).toBe('rate_limited');
    expect((await looker.try('audit.list', { server })).error).toBeUndefined();
  });

  let marks = 0;
  /** Everything told earlier has been heard when this is. */
  async function marked(socket: Socket, who: Person) {
    const content = `mark ${marks++}`;
    const { id: dm } = await who.ask('dm.open', { username: ada.name });
    await who.send(dm, content);
    await socket.event((one) => one.type === 'message.created' && one.message.content === content);
  }
});
