// The configuration of a node: arguments over environment over defaults, parsed once.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  hostLimits,
  hostLimitVariable,
  hostLimitsWith,
  isHostLimit,
  type HostLimitName,
  type HostLimits,
} from '../common/limits.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** What the about page and `host.info` call this host. */
  readonly name: string;
  readonly database:
    | { readonly type: 'postgresql'; readonly url: string }
    | { readonly type: 'embedded'; readonly dataDir: string };
  /** What wakes the other nodes; null where this is the only one. */
  readonly busUrl: string | null;
  readonly limits: HostLimits;
  /** The limits that the environment says, and `name` where it was given: no setting changes them. */
  readonly fixed: ReadonlySet<string>;
  readonly logLevel: LogLevel;
  /** Where pages of this host live, as browsers name it: `https://chat.example.org`. Empty: whatever the Host header says. */
  readonly publicOrigin: string;
  /** How many proxies in front of this node append to X-Forwarded-For; 0 believes no header. */
  readonly trustedProxies: number;
  /** Who may read the metrics; undefined: nobody, and nothing is counted. */
  readonly metrics: MetricsConfig | undefined;
}

/** Prometheus comes to a port of its own, which may ask for the token as well, or to the main one with the token. */
export type MetricsConfig =
  | { readonly type: 'own port'; readonly host: string; readonly port: number; readonly token: string | undefined }
  | { readonly type: 'main port'; readonly token: string };

/** Bad arguments or environment: the message is for the person who started the node. */
export class ConfigError extends Error {}

export const serveHelp = `devchat serve - run a devchat host

Usage: devchat serve [options]

  --port N             port to listen on (DEVCHAT_PORT, 6464; 0 takes a free one)
  --host ADDRESS       address to listen on (DEVCHAT_HOST, 127.0.0.1)
  --data-dir DIR       where the embedded database lives (DEVCHAT_DATA_DIR)
  --database-url URL   a PostgreSQL to use instead (DATABASE_URL; prefer the variable, which other users cannot see)
  --bus-url URL        a NATS that wakes the other nodes on the same PostgreSQL (NATS_URL; prefer the variable, too):
                       nats://[user:password@]host[:port]
  --name NAME          what this host is called (DEVCHAT_NAME, devchat)
  --log-level LEVEL    debug, info, warn, error or silent (DEVCHAT_LOG_LEVEL, info)
  --metrics-port N     offer GET /metrics to Prometheus at a port of its own (DEVCHAT_METRICS_PORT, none)
  --metrics-host ADDR  address of that port (DEVCHAT_METRICS_HOST, 127.0.0.1)
  -h, --help           show this

More environment: DEVCHAT_PUBLIC_ORIGIN (https://chat.example.org behind a proxy), DEVCHAT_TRUSTED_PROXIES (how many
proxies append to X-Forwarded-For, 0), DEVCHAT_METRICS_TOKEN (what a reader of /metrics must send as a bearer token;
without --metrics-port it opens /metrics at the main port), and one variable for each limit, see docs/limits.md.
It prints "listening on http://ADDRESS:PORT" when it is ready; logs go to standard error as JSON lines.

Example: devchat serve --port 8080 --data-dir /var/lib/devchat
`;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `argv` (what follows `serve`) and the environment; 'help' where help was asked for. Throws a ConfigError. */
export function readConfig(argv: readonly string[], env: Environment): Config | 'help' {
  const flags = readFlags(argv);
  if (flags.help === true) return 'help';
  const pick = (flag: string | undefined, variable: string, fallback: string) => {
    const value = flag ?? env[variable];
    return value === undefined || value === '' ? fallback : value;
  };
  const url = pick(flags['database-url'], 'DATABASE_URL', '');
  const dataDir = pick(flags['data-dir'], 'DEVCHAT_DATA_DIR', defaultDataDir(env));
  const host = pick(flags.host, 'DEVCHAT_HOST', '127.0.0.1');
  const name = pick(flags.name, 'DEVCHAT_NAME', '');
  const port = portNumber('--port', pick(flags.port, 'DEVCHAT_PORT', '6464'));
  return {
    host,
    port,
    name: name === '' ? 'devchat' : name,
    database: url === '' ? { type: 'embedded', dataDir } : { type: 'postgresql', url: databaseUrl(url) },
    busUrl: busUrl(pick(flags['bus-url'], 'NATS_URL', ''), url),
    ...readLimits(env, name),
    logLevel: oneOf('--log-level', pick(flags['log-level'], 'DEVCHAT_LOG_LEVEL', 'info'), [
      'debug',
      'info',
      'warn',
      'error',
      'silent',
    ] as const),
    publicOrigin: publicOrigin(env['DEVCHAT_PUBLIC_ORIGIN'] ?? ''),
    trustedProxies: wholeNumber('DEVCHAT_TRUSTED_PROXIES', env['DEVCHAT_TRUSTED_PROXIES'] ?? '0', 0, 10),
    metrics: readMetrics({
      host: pick(flags['metrics-host'], 'DEVCHAT_METRICS_HOST', ''),
      port: pick(flags['metrics-port'], 'DEVCHAT_METRICS_PORT', ''),
      token: metricsToken(env['DEVCHAT_METRICS_TOKEN'] ?? ''),
      main: { host, port },
    }),
  };
}

function readFlags(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: text,
        host: text,
        'data-dir': text,
        'database-url': text,
        'bus-url': text,
        name: text,
        'log-level': text,
        'metrics-port': text,
        'metrics-host': text,
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)} See devchat serve --help.`);
  }
}

function defaultDataDir(env: Environment): string {
  const data = env['XDG_DATA_HOME'];
  return join(data === undefined || data === '' ? join(homedir(), '.local', 'share') : data, 'devchat', 'server');
}

function databaseUrl(url: string): string {
  // The URL may hold a password: what is wrong is said without it.
  if (!/^postgres(ql)?:\/\//.test(url)) throw new ConfigError('DATABASE_URL must start with postgresql://.');
  return url;
}

function busUrl(text: string, database: string): string | null {
  if (text === '') return null;
  // It may hold a password, too.
  if (!text.split(',').every(isNatsUrl))
    throw new ConfigError('NATS_URL must be like nats://nats.example.org:4222, several separated by commas.');
  if (database === '')
    throw new ConfigError('NATS_URL connects nodes that share a PostgreSQL: set DATABASE_URL, or leave NATS_URL out.');
  return text;
}

function isNatsUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^(nats|tls):$/.test(url.protocol) || url.hostname === '') return false;
  try {
    decodeURIComponent(`${url.username}${url.password}`);
    return true;
  } catch {
    return false;
  }
}

function publicOrigin(text: string): string {
  if (text === '') return '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ConfigError(`DEVCHAT_PUBLIC_ORIGIN must be like https://chat.example.org; it is "${text}".`);
  return url.origin;
}

interface MetricsTexts {
  readonly host: string;
  readonly port: string;
  readonly token: string | undefined;
  readonly main: { readonly host: string; readonly port: number };
}

function readMetrics({ host, port, token, main }: MetricsTexts): MetricsConfig | undefined {
  if (port === '') {
    if (host !== '') throw new ConfigError('--metrics-host says where; --metrics-port has to say at which port.');
    return token === undefined ? undefined : { type: 'main port', token };
  }
  const place = { host: host === '' ? '127.0.0.1' : host, port: portNumber('--metrics-port', port) };
  if (place.port !== 0 && place.port === main.port && place.host === main.host)
    throw new ConfigError(
      '--metrics-port must be another port than --port; to offer the metrics at the main one, set only DEVCHAT_METRICS_TOKEN.',
    );
  return { type: 'own port', ...place, token };
}

function metricsToken(token: string): string | undefined {
  if (token === '') return undefined;
  // It is a secret: what is wrong is said without it.
  if (/^[!-~]{16,200}$/.test(token)) return token;
  throw new ConfigError('DEVCHAT_METRICS_TOKEN must have 16 to 200 characters: letters, digits and signs, no spaces.');
}

function readLimits(env: Environment, name: string): Pick<Config, 'limits' | 'fixed'> {
  const changes: Partial<Record<HostLimitName, number>> = {};
  for (const name of Object.keys(hostLimits).filter(isHostLimit)) {
    const variable = hostLimitVariable(name);
    const value = env[variable];
    if (value !== undefined && value !== '') changes[name] = wholeNumber(variable, value, 1, Number.MAX_SAFE_INTEGER);
  }
  return {
    limits: hostLimitsWith(changes),
    fixed: new Set([...Object.keys(changes), ...(name === '' ? [] : ['name'])]),
  };
}

function portNumber(what: string, text: string): number {
  return wholeNumber(what, text, 0, 65_535);
}

function wholeNumber(what: string, text: string, min: number, max: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new ConfigError(`${what} must be a whole number from ${min} to ${max}; it is "${text}".`);
}

function oneOf<T extends string>(what: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new ConfigError(`${what} must be one of ${choices.join(', ')}; it is "${text}".`);
  return found;
}
