import { expect, test, vi } from 'vitest';
import { channelId, server as serverOf, serverChannel } from '../../../common/test-data.ts';
import { client, hello } from '../test-client.ts';
import { chatState, events } from '../test-frames.ts';
import { openTheChannel } from './navigate.ts';
import { arrive } from './own-deeds.ts';

const server = serverOf(1, 'Work');

test('who makes a server comes to its first channel, also when the host tells of it later; what was said stays', async () => {
  const one = client(chatState(hello), { 'server.create': server });
  one.press('/server create Work\r');
  await vi.waitFor(() => expect(one.screen()).toContain('You made Work.'));
  const channel = serverChannel(11, server.id, 'general');
  one.store.apply(events({ type: 'server.joined', server }, { type: 'channel.joined', channel }));
  arrive(one.app);
  expect(one.store.get().open).toBe(channel.id);
  expect(one.screen()).toContain('You made Work.');
});

test('who goes elsewhere before the host tells of the new server stays there', async () => {
  const one = client(chatState(hello), { 'invite.accept': server });
  one.press('/invite accept 0A1B2\r');
  await vi.waitFor(() => expect(one.screen()).toContain('You are in Work.'));
  openTheChannel(one.app, channelId(2));
  one.store.apply(
    events(
      { type: 'server.joined', server },
      { type: 'channel.joined', channel: serverChannel(11, server.id, 'general') },
    ),
  );
  arrive(one.app);
  expect(one.store.get().open).toBe(channelId(2));
});
