import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDisk } from './disk.ts';
import { openDiskAnyhow } from './open-disk.ts';
import type { OutboxRow } from './state.ts';
import { channelId, messageId, userId } from '../../common/test-data.ts';

const file = () => join(mkdtempSync(join(tmpdir(), 'devchat-disk-')), 'sub', 'outbox.sqlite');
const row = (n: number): OutboxRow => ({
  id: messageId(n),
  channel: channelId(1),
  user: userId(0),
  content: `text ${n}\nsecond line 👩🏽‍💻`,
  createdAt: n,
  state: 'waiting',
  reason: null,
});

const never = () => expect.unreachable();
const draft = (n: number) => ({ user: userId(n), channel: channelId(1) });

test('what was typed is there after the client is gone, in the order of typing', () => {
  const path = file();
  const first = openDisk(path, 1);
  first.add(row(2));
  first.add(row(1));
  first.fail(messageId(2), { code: 'not_a_member', message: 'You are not in that channel.' });
  first.saveDraft(draft(0), 'half a sen');
  const second = openDisk(path, 2, () => false);
  expect(second.take(userId(0), 1000).map((r) => [r.content, r.state])).toEqual([
    [row(1).content, 'waiting'],
    [row(2).content, 'failed'],
  ]);
  expect(second.draft(draft(0))).toBe('half a sen');
  expect(second.draft(draft(5))).toBe('');
  second.retry(messageId(2));
  second.remove(messageId(1));
  expect(second.take(userId(0), 1000)).toEqual([row(2)]);
});

test('two clients of one profile do not send the same row, and another account sends none of it', () => {
  const path = file();
  const first = openDisk(path, 1);
  const second = openDisk(path, 2, (pid) => pid === 1);
  first.add(row(1));
  second.add(row(2));
  expect(first.take(userId(0), 1000).map((r) => r.id)).toEqual([messageId(1)]);
  expect(second.take(userId(0), 1000).map((r) => r.id)).toEqual([messageId(2)]);
  expect(openDisk(path, 3, () => false).take(userId(5), 1000)).toEqual([]);
});

test('a process id that another program has now does not keep a message back for ever', () => {
  const path = file();
  openDisk(path, 1).add(row(1));
  const next = openDisk(path, 2, () => true);
  expect(next.take(userId(0), 1000)).toEqual([]);
  expect(next.take(userId(0), 200_000)).toHaveLength(1);
});

test('a spoilt file is put aside, and a place that cannot be written is told about', () => {
  const path = file();
  openDisk(path).close();
  writeFileSync(path, 'this is no database, '.repeat(500));
  const { disk, trouble } = openDiskAnyhow(path, never);
  expect(trouble).toContain('spoilt');
  disk.add(row(1));
  expect(disk.take(userId(0), 1)).toHaveLength(1);
  const nowhere = openDiskAnyhow('/dev/null/client.sqlite', never);
  expect(nowhere.trouble).toContain('cannot be kept on disk');
  nowhere.disk.add(row(2));
});

test('when the disk fails while the client runs it is said once, drafts stay, and only a message that is not kept is an error', () => {
  const said: string[] = [];
  const { disk } = openDiskAnyhow(file(), (sentence) => said.push(sentence));
  disk.close();
  disk.saveDraft(draft(0), 'text');
  expect(said).toEqual([expect.stringMatching(/^The disk fails \(.+\): drafts are kept only while devchat runs\.$/)]);
  expect(disk.draft(draft(0))).toBe('text');
  expect(disk.draft(draft(5))).toBe('');
  disk.remove(messageId(1));
  disk.fail(messageId(1), { code: 'internal', message: '' });
  disk.retry(messageId(1));
  disk.saveNote('open', 'x');
  expect([disk.note('open'), disk.take(userId(0), 1)]).toEqual([null, []]);
  expect(said).toHaveLength(1);
  expect(() => disk.add(row(1))).toThrow(/finalized|not open/);
});

test('a file that is put aside is replaced by one that may fail too', () => {
  const path = file();
  openDisk(path).close();
  writeFileSync(path, 'this is no database, '.repeat(500));
  const said: string[] = [];
  const { disk } = openDiskAnyhow(path, (sentence) => said.push(sentence));
  disk.close();
  disk.saveDraft(draft(0), 'text');
  expect(said).toHaveLength(1);
});
