// nginx as docs/examples/nginx.conf sets it up, on free ports, in front of the nodes of a suite.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface Proxy {
  close(): Promise<void>;
}

export interface Place {
  readonly port: number;
  readonly plainPort: number;
  readonly folder: string;
  /** Where its certificate is, which nobody else has signed. */
  readonly certificate: string;
}

const example = new URL('../../docs/examples/nginx.conf', import.meta.url);
let said = false;

/** Undefined where there is none; says so on one line. In CI it must be there. */
export function nginxProgram(): string | undefined {
  const found = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find(existsSync);
  if (found !== undefined) return found;
  const sentence = 'suites behind a proxy skipped: nginx is not installed (Debian: nginx-light)';
  if (process.env['CI'] !== undefined) throw new Error(`${sentence}, and in CI it must be`);
  if (!said) process.stderr.write(`${sentence}\n`);
  said = true;
  return undefined;
}

/** Ports and a certificate: the nodes must know where pages live before there is a proxy. */
export async function placeForProxy(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'devchat-nginx-'));
  const [key, certificate] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')];
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=chat.example.org';
  const files = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate];
  await promisify(execFile)('openssl', [...request.split(' '), ...files]);
  return { folder, certificate, port: await freePort(), plainPort: await freePort() };
}

export async function startNginx(program: string, place: Place, nodes: readonly string[]): Promise<Proxy> {
  const { folder, port } = place;
  const file = join(folder, 'nginx.conf');
  await writeFile(file, moved(await readFile(example, 'utf8'), place, nodes));
  const child = spawn(program, ['-c', file, '-e', join(folder, 'error.log'), '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    await sleep(20);
  }
  return {
    close: async () => {
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The example with nothing changed but where things are. */
function moved(text: string, { folder, port, plainPort }: Place, nodes: readonly string[]): string {
  const addresses = ['10.0.0.11:6464', '10.0.0.12:6464', '10.0.0.13:6464'];
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const changes: [string | RegExp, string][] = [
    ['user www-data;', process.getuid?.() === 0 ? 'user root;' : ''],
    [/listen \[::\]:\d+( ssl)?;/g, ''],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    [/\/etc\/letsencrypt\/live\/chat\.example\.org/g, folder],
    [/\/var\/log\/nginx/g, folder],
    ['/run/nginx.pid', `${folder}/nginx.pid`],
    ['http {', `http { ${own.join(' ')}`],
    ...addresses.map((address, index): [string, string] => [address, new URL(nodes[index] ?? '').host]),
  ];
  return changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`docs/examples/nginx.conf has no ${from}`);
    return after;
  }, text);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
