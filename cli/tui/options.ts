// What the client is given by whoever opens it: the profile's things, and ways to keep and forget a login.
import type { Me } from '../../common/model.ts';
import type { About } from '../commands/command.ts';
import type { Caller } from '../net/caller.ts';

export interface ClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly about: About;
  /** The token of this profile, or null when nobody is logged in. Asked after the first frame: a keychain takes its time. */
  token(): Promise<string | null>;
  /** Answers what the person should know about where the login is kept; null: it is in the keychain. */
  remember(login: { token: string; me: Me }): Promise<string | null>;
  forget(): Promise<void>;
  /** A way to ask the host without a login. */
  anonymous(): Promise<Caller>;
}
