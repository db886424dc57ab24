// `reset`: choose a new password with a code, and be logged in at once.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';

export const reset = defineCommand({
  path: 'reset',
  slash: null,
  needs: 'host',
  summary: 'Choose a new password with the code that an administrator gave you, and log in.',
  details:
    'The code is good once. All your logins end. The password is asked for on the terminal without showing it, or read from standard input with --password-stdin.',
  example: 'devchat reset 7K2M9-QX4TB-0WZ3R-H8VNA',
  positionals: { code: { help: 'the code; dashes and capitals do not matter', required: true } },
  options: {
    password: {
      type: 'secret',
      prompt: 'New password: ',
      again: 'The same again: ',
      help: 'read the password from standard input',
    },
  },
  async run({ caller, about }, { code, password }) {
    const answer = await caller.call('auth.reset', { code, password, device: about.device });
    if (isFailure(answer)) return answer;
    const { me, token } = answer;
    return {
      rows: [{ lines: [me.username], json: { id: me.id, username: me.username, url: about.url } }],
      effects: [
        { type: 'remember', token, me },
        notice(`You are logged in at ${about.url} as ${me.username}, with the new password.`),
      ],
    };
  },
});
