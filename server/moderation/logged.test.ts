// What is logged where, and what is not: what changes nothing has no entry, no number and no event.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';
import { userId } from '../matrix/world.ts';
import { databaseKinds } from '../test-database.ts';
import type { Person } from '../test-node.ts';
import { freshName, openStage, type Stage } from './stage.ts';

describe.skipIf(!databaseKinds().includes('postgresql'))('what is logged', () => {
  let stage: Stage;
  let host: Person;
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    stage = await openStage(null);
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
      await marked(socket.event, bob);
      const heard = socket.heard.length;
      expect(await act()).toEqual(first);
      expect([await newest(host), await newest(ada, { server })]).toEqual(entries);
      expect((await ada.ask('server.get', { server })).rev).toBe(rev);
      await marked(socket.event, bob);
      const told = socket.heard.slice(heard).filter(({ type }) => type !== 'presence.updated');
      expect(told.map(({ type }) => type)).toEqual(['message.created']);
    }
    socket.close();
  });

  let marks = 0;
  /** Everything told earlier has been heard when this is. */
  async function marked(event: (matches: (event: Event) => boolean) => Promise<Event>, who: Person) {
    const content = `mark ${marks++}`;
    const { id: dm } = await who.ask('dm.open', { username: ada.name });
    await who.send(dm, content);
    await event((one) => one.type === 'message.created' && one.message.content === content);
  }
});
