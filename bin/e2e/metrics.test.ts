// The metrics of the built program: they are read with the token, which no log, however chatty, repeats.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { program } from './host.ts';

const token = 'a-secret-of-prometheus-only';

test('the token opens the metrics, and stands in no log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devchat-metrics-'));
  const env = {
    ...process.env,
    DEVCHAT_PORT: '0',
    DEVCHAT_DATA_DIR: folder,
    DEVCHAT_LOG_LEVEL: 'debug',
    DEVCHAT_METRICS_TOKEN: token,
  };
  const host = spawn(process.execPath, [program, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  host.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const [line] = await once(createInterface(host.stdout), 'line');
  const url = String(line).replace('listening on ', '');
  const read = (path: string, authorization: string) => fetch(`${url}${path}`, { headers: { authorization } });

  const metrics = await read('/metrics', `Bearer ${token}`);
  expect(metrics.status).toBe(200);
  expect(await metrics.text()).toContain('devchat_build_info{version=');
  expect((await read('/metrics', `Bearer ${token}-but-wrong`)).status).toBe(401);
  expect((await read(`/metrics?token=${token}`, '')).status).toBe(401);
  expect((await read('/v1/host.info', `Bearer ${token}`)).status).toBe(405);
  await fetch(`${url}/v1/host.info`, { method: 'POST' });

  const gone = once(host, 'exit');
  host.kill('SIGTERM');
  await gone;
  expect(log).toContain('"request":"host.info"');
  expect(log).not.toContain(token);
  await rm(folder, { recursive: true, force: true });
});
