// The options that every command of the shell takes.
import type { Options } from './command.ts';

export const commonOptions = {
  json: { type: 'flag', help: 'print JSON, one object a line' },
  quiet: { type: 'flag', short: 'q', help: 'print nothing but errors' },
  timeout: {
    type: 'count',
    value: 'S',
    min: 1,
    max: 86_400,
    initially: 10,
    help: 'seconds to wait for the host',
  },
  help: { type: 'flag', short: 'h', help: 'show how it is used' },
} as const satisfies Options;
