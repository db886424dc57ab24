// Reports: whose queue they join, who hears of them, and what may be done with them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds } from '../test-database.ts';
import { at, type Person } from '../test-node.ts';
import { openStage, type Stage } from './stage.ts';

const reportsOpenPerUser = 3;

describe.skipIf(!databaseKinds().includes('postgresql'))('reports', () => {
  let stage: Stage;
  let host: Person;
  let ada: Person;
  let bob: Person;
  /** Who writes what is reported. */
  let eve: Person;
  beforeAll(async () => {
    stage = await openStage(null, { reportsOpenPerUser });
    host = await stage.signup('host');
    [ada, bob, eve] = [await stage.signup('ada'), await stage.signup('bob'), await stage.signup('eve')];
  });
  afterAll(() => stage.close());
  const reason = 'it is rude';

  test('what happened in a server is for those who manage messages there, with a copy of what was said', async () => {
    const { server, channel } = await stage.server(ada, bob, eve);
    const { id: message } = await eve.send(channel, 'something rude');
    const handler = await ada.connect();
    const { id, server: queue } = await bob.ask('report.create', { message, reason });
    expect(queue).toBe(server);
    expect(await handler.event((event) => event.type === 'report.queue')).toMatchObject({ server, open: 1 });
    await eve.ask('message.edit', { id: message, content: 'something nice' });
    const { reports } = await ada.ask('report.list', { server });
    expect(reports).toMatchObject([
      {
        id,
        content: 'something rude',
        reason,
        status: 'open',
        user: { username: eve.name },
        reporter: { username: bob.name },
      },
    ]);
    expect((await bob.try('report.list', { server })).error?.code).toBe('forbidden');
    expect((await host.try('report.list', { server })).error?.code).toBe('not_found');
    expect((await host.try('report.handle', { id, outcome: 'dismissed' })).error?.code).toBe('not_found');
    expect((await host.ask('report.list', {})).reports.map((report) => report.id)).not.toContain(id);
    const closed = await ada.ask('report.handle', { id, outcome: 'dismissed', note: 'it was a joke' });
    expect(closed).toMatchObject({ status: 'dismissed', note: 'it was a joke', handled_by: { username: ada.name } });
    expect((await ada.try('report.handle', { id, outcome: 'resolved' })).error?.code).toBe('conflict');
    expect(await ada.ask('audit.list', { server, action: 'report.handle' })).toMatchObject({
      entries: [{ target: { id } }],
    });
    handler.close();
  });

  test('one is open for each message and reporter; it may be handed on to the host, who may delete the message without seeing the server', async () => {
    const { server, channel } = await stage.server(ada, bob, eve);
    const { id: message } = await eve.send(channel, 'something rude');
    const first = await bob.ask('report.create', { message, reason });
    expect((await bob.try('report.create', { message, reason })).error?.code).toBe('conflict');
    const handed = await bob.ask('report.create', { message, reason, to_host: true });
    expect(handed).toEqual({ id: first.id, server: null });
    expect((await bob.try('report.create', { message, reason, to_host: true })).error?.code).toBe('conflict');
    expect((await ada.ask('report.list', { server })).reports).toEqual([]);
    expect((await host.try('message.history', { channel })).error?.code).toBe('not_found');
    expect((await host.try('message.delete', { id: message })).error?.code).toBe('not_found');
    await host.ask('report.handle', { id: first.id, outcome: 'resolved', action: 'delete_message', note: 'rude' });
    expect((await bob.ask('message.history', { channel })).messages).toMatchObject([{ content: '' }]);
    const { entries } = await host.ask('audit.list', { action: 'message.delete', target: message });
    expect(entries).toMatchObject([{ actor: { username: host.name }, target: { id: message, name: `@${eve.name}` } }]);
    expect((await ada.ask('audit.list', { server, action: 'message.delete' })).entries).toEqual([]);
  });

  test('a moderator of the host deletes what a member wrote in a DM, but nothing of who stands beside or above them', async () => {
    const moderator = await stage.signup('moderator');
    await stage.sql(
      `insert into user_roles (user_id, role_id) select $1, id from roles where name = 'moderator' and server_id is null`,
      [moderator.id],
    );
    const [dm, other] = [
      await ada.ask('dm.open', { username: bob.name }),
      await host.ask('dm.open', { username: bob.name }),
    ];
    const report = async (author: Person, channel: typeof dm.id) => {
      const { id: message } = await author.send(channel, 'rude');
      return (await bob.ask('report.create', { message, reason })).id;
    };
    const act = { outcome: 'resolved', action: 'delete_message' } as const;
    const [of, above] = [await report(ada, dm.id), await report(host, other.id)];
    expect((await moderator.try('report.handle', { id: above, ...act })).error?.code).toBe('forbidden');
    expect((await moderator.ask('report.handle', { id: of, ...act })).status).toBe('resolved');
    expect((await moderator.try('message.history', { channel: dm.id })).error?.code).toBe('not_found');
    await moderator.ask('report.handle', { id: above, outcome: 'dismissed' });
    // Who reads the log is higher up than who handles reports.
    expect((await moderator.try('audit.list', {})).error?.code).toBe('forbidden');
  });

  test('somebody may be reported to a server that both are in, or to the host', async () => {
    const { server } = await stage.server(ada, bob, eve);
    expect((await bob.try('report.create', { username: host.name, server, reason })).error?.code).toBe('not_found');
    expect(await bob.ask('report.create', { username: eve.name, server, reason })).toMatchObject({ server });
    const { reports } = await ada.ask('report.list', { server });
    expect((await bob.try('report.handle', { id: at(reports, 0).id, outcome: 'resolved' })).error?.code).toBe(
      'not_found',
    );
    // Reported to the host as well, it is the host's.
    const { id } = await bob.ask('report.create', { username: eve.name, reason });
    expect([id, (await ada.ask('report.list', { server })).reports]).toEqual([at(reports, 0).id, []]);
    await host.ask('report.handle', { id, outcome: 'resolved' });
  });

  test('nobody sees, handles or hears of a report about themselves, and where nobody else could, the host does', async () => {
    const { server, channel } = await stage.server(ada, bob, eve);
    const { id: message } = await ada.send(channel, 'rude');
    const alone = await bob.ask('report.create', { message, reason });
    expect(alone.server).toBeNull();
    await host.ask('report.handle', { id: alone.id, outcome: 'dismissed' });
    await stage.promote(server, eve, 1, ['manage_messages']);
    const [subject, other] = [await ada.connect(), await eve.connect()];
    const { id, server: queue } = await bob.ask('report.create', { message, reason });
    expect(queue).toBe(server);
    expect(await other.event(({ type }) => type === 'report.queue')).toMatchObject({ server, open: 1 });
    await bob.ask('report.create', { username: eve.name, server, reason });
    // The one about herself, which came first, is neither told nor counted.
    expect(await subject.event(({ type }) => type === 'report.queue')).toMatchObject({ server, open: 1 });
    expect(subject.heard.filter(({ type }) => type === 'report.queue')).toHaveLength(1);
    const listed = async (who: Person) => (await who.ask('report.list', { server })).reports.map(({ user }) => user.id);
    expect([await listed(ada), await listed(eve)]).toEqual([[eve.id], [ada.id]]);
    expect((await ada.try('report.handle', { id, outcome: 'dismissed' })).error?.code).toBe('not_found');
    await eve.ask('report.handle', { id, outcome: 'resolved' });
    for (const socket of [subject, other]) socket.close();
  });

  test('of two who handle one at the same time the first decides, also over the message', async () => {
    const { server, channel } = await stage.server(ada, bob, eve);
    await stage.promote(server, bob, 1, ['manage_messages']);
    const reporter = await stage.signup('reporter');
    await reporter.ask('invite.accept', { code: (await ada.ask('invite.create', { server })).code });
    for (let i = 0; i < 10; i++) {
      const { id: message } = await eve.send(channel, 'rude');
      const { id } = await reporter.ask('report.create', { message, reason });
      const [resolved, dismissed] = await Promise.all([
        ada.try('report.handle', { id, outcome: 'resolved', action: 'delete_message' }),
        stage.there(bob).try('report.handle', { id, outcome: 'dismissed' }),
      ]);
      expect(new Set([resolved.error?.code, dismissed.error?.code])).toEqual(new Set(['conflict', undefined]));
      const { messages } = await eve.ask('message.history', { channel, limit: 1 });
      expect(messages[0]?.content).toBe(resolved.error === undefined ? '' : 'rude');
    }
  });

  test('so many of one reporter may be open', async () => {
    const carol = await stage.signup('carol');
    const others = [];
    for (let i = 0; i <= reportsOpenPerUser; i++) others.push(await stage.signup('other'));
    const answers = await Promise.all(others.map(({ name }) => carol.try('report.create', { username: name, reason })));
    expect(answers.filter(({ error }) => error?.code === 'limit_reached')).toHaveLength(1);
  });
});
