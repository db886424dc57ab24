// A node that is told to stop answers what it was asked, over either door.
import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { newId, MessageId } from '../common/ids.ts';
import { startTestNode } from './test-node.ts';

interface Answered {
  readonly status: number | undefined;
  readonly connection: string | undefined;
}

/** Over a connection that is kept, as proxies and programs do. */
function logIn(url: string, username: string, agent: Agent): Promise<Answered> {
  const body = JSON.stringify({ username, password: 'correct horse' });
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v1/auth.login`, { method: 'POST', agent, headers }, (response) => {
      const {
        statusCode: status,
        headers: { connection },
      } = response;
      response.resume().once('end', () => resolve({ status, connection }));
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

test('requests that wait longer than sockets take to say goodbye are answered, and their connections end', async () => {
  // One worker for 60 passwords: several seconds of work. An account may have 30 attempts under way.
  const node = await startTestNode({ limits: { passwordWorkers: 1, stopWithinMs: 200_000 } });
  for (const name of ['ada', 'grace']) await node.signup(name);
  const agent = new Agent({ keepAlive: true });
  const answers = Array.from({ length: 60 }, (_, index) => logIn(node.url, index % 2 === 0 ? 'ada' : 'grace', agent));
  await Promise.race(answers);
  await node.stop();
  const answered = await Promise.all(answers);
  expect(answered.filter(({ status }) => status !== 200)).toEqual([]);
  expect(answered.filter(({ connection }) => connection === 'close').length).toBeGreaterThan(30);
  agent.destroy();
});

test('a message that a socket has sent is acknowledged before the socket is told to come back', async () => {
  const node = await startTestNode();
  const ada = await node.signup('ada');
  const { id: channel } = await ada.ask('channel.create', { name: 'general' });
  const socket = await ada.connect();
  const sends = Array.from({ length: 50 }, (_, index) =>
    socket.ask('message.send', { id: newId(MessageId), channel, content: `${index}` }),
  );
  await sends[0];
  await node.stop();
  const acknowledged = (await Promise.all(sends)).filter(({ ok }) => ok !== undefined);
  expect(acknowledged).toHaveLength(50);
  const { reason } = await socket.closed;
  expect(JSON.parse(reason)).toEqual({ code: 'stopping', retry_after_ms: expect.any(Number) });
});
