// What the settings of the metrics mean, and what is said of those that mean nothing.
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, serveHelp } from './config.ts';

const metricsOf = (argv: readonly string[], env: Record<string, string> = {}) => {
  const config = readConfig(argv, env);
  return config === 'help' ? config : config.metrics;
};
const token = 'sixteen-or-more-signs';

describe('where the metrics are', () => {
  test.each<[string, string[], Record<string, string>, unknown]>([
    ['nowhere, without settings', [], {}, undefined],
    ['nowhere, where the settings are empty', [], { DEVCHAT_METRICS_PORT: '', DEVCHAT_METRICS_TOKEN: '' }, undefined],
    [
      'on this machine only, with a port',
      ['--metrics-port', '9464'],
      {},
      { type: 'own port', host: '127.0.0.1', port: 9464 },
    ],
    [
      'where the environment says',
      [],
      { DEVCHAT_METRICS_PORT: '9464', DEVCHAT_METRICS_HOST: '10.0.0.1', DEVCHAT_METRICS_TOKEN: token },
      { type: 'own port', host: '10.0.0.1', port: 9464, token },
    ],
    [
      'where the arguments say, over the environment',
      ['--metrics-port', '9465', '--metrics-host', '::1'],
      { DEVCHAT_METRICS_PORT: '9464', DEVCHAT_METRICS_HOST: '10.0.0.1' },
      { type: 'own port', host: '::1', port: 9465 },
    ],
    ['at the main port, with a token alone', [], { DEVCHAT_METRICS_TOKEN: token }, { type: 'main port', token }],
    [
      'at the same port of another address',
      ['--port', '80', '--host', '10.0.0.1', '--metrics-port', '80'],
      {},
      { type: 'own port', host: '127.0.0.1', port: 80 },
    ],
  ])('%s', (_what, argv, env, expected) => {
    expect(metricsOf(argv, env)).toEqual(expected);
  });

  test.each<[string, string[], Record<string, string>, string]>([
    [
      'a port that is none',
      ['--metrics-port', '70000'],
      {},
      '--metrics-port must be a whole number from 0 to 65535; it is "70000".',
    ],
    [
      'an address without a port',
      ['--metrics-host', '10.0.0.1'],
      {},
      '--metrics-host says where; --metrics-port has to say at which port.',
    ],
    [
      'the main port',
      ['--port', '8080', '--metrics-port', '8080'],
      {},
      '--metrics-port must be another port than --port',
    ],
    [
      'a token that can be guessed',
      [],
      { DEVCHAT_METRICS_TOKEN: 'short' },
      'DEVCHAT_METRICS_TOKEN must have 16 to 200 characters',
    ],
    ['a token that no header can carry', [], { DEVCHAT_METRICS_TOKEN: 'sixteen or more signs' }, 'no spaces'],
  ])('%s is refused in clear words', (_what, argv, env, words) => {
    expect(() => metricsOf(argv, env)).toThrow(ConfigError);
    expect(() => metricsOf(argv, env)).toThrow(words);
  });

  test('a wrong token is not repeated', () => {
    expect(() => metricsOf([], { DEVCHAT_METRICS_TOKEN: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
  });

  test('the help names every setting', () => {
    for (const setting of [
      '--metrics-port',
      '--metrics-host',
      'DEVCHAT_METRICS_PORT',
      'DEVCHAT_METRICS_HOST',
      'DEVCHAT_METRICS_TOKEN',
    ])
      expect(serveHelp).toContain(setting);
  });
});
