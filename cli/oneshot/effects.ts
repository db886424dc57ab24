// What a shell does about the effects that a command asks for.
import type { Effect } from '../commands/effect.ts';
import type { Profile } from '../profile/environment.ts';
import { forgetSession, keptInFile, readSession } from '../profile/session.ts';
import { keepLogin } from './keep-login.ts';
import { safeLine } from './rows.ts';
import { tell } from './terminal.ts';

export interface EffectOptions {
  readonly profile: Profile;
  readonly url: string;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly timeoutMs: number;
}

/** Performs all but `follow`, which is the rest of the process's life and is left to the caller. */
export async function perform(effect: Effect, options: EffectOptions): Promise<void> {
  switch (effect.type) {
    case 'notice':
      if (!options.quiet && !(options.json && effect.isAboutNothing === true)) tell(safeLine(effect.text));
      return;
    case 'remember':
      return await remember(effect, options);
    case 'forget':
      return await forget(options);
    case 'open':
    case 'card':
    case 'close':
    case 'follow':
    case 'panel':
    case 'look':
    case 'help':
    case 'quit':
      return;
  }
}

async function remember(
  { token, me }: Extract<Effect, { type: 'remember' }>,
  { profile, url, quiet, timeoutMs }: EffectOptions,
): Promise<void> {
  const session = await keepLogin({ profile, url, token, me, timeoutMs });
  if (quiet) return;
  if (session.secret === 'file') tell(keptInFile(profile));
  if (profile.token !== null) tell('DEVCHAT_TOKEN is set and wins over this login until you unset it.');
}

async function forget({ profile, quiet }: EffectOptions): Promise<void> {
  // The token that ended is the one of the environment; the stored login is another one and lives on.
  if (profile.token !== null) {
    if (!quiet) tell('It was the login of DEVCHAT_TOKEN; unset that. A stored login is untouched.');
    return;
  }
  await forgetSession(profile, readSession(profile));
}
