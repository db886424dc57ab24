// A new login takes the place of the one before it, here and on the host.
import type { Me } from '../../common/model.ts';
import { isFailure } from '../net/caller.ts';
import { httpCaller } from '../net/http.ts';
import type { Profile } from '../profile/environment.ts';
import { findToken, keepSession, readSession, type FoundToken, type Session } from '../profile/session.ts';

export interface NewLogin {
  readonly profile: Profile;
  readonly url: string;
  readonly token: string;
  readonly me: Me;
  readonly timeoutMs: number;
}

export async function keepLogin({ profile, url, token, me, timeoutMs: totalMs }: NewLogin): Promise<Session> {
  const replaced = await storedToken(profile, url);
  const who = await httpCaller({ url, token, totalMs }).call('auth.whoami', {});
  const tokenId = isFailure(who) ? null : who.token.id;
  const session = await keepSession(profile, { url, token, tokenId, me });
  if (replaced.type === 'found' && replaced.token !== token) {
    // Nobody holds it any more; left alone, a script that logs in at every run would soon have as many as are allowed.
    await httpCaller({ url, token: replaced.token, totalMs }).call('auth.logout', {});
  }
  return session;
}

/** The login that is about to be replaced; never the one of DEVCHAT_TOKEN, which is somebody else's to end. */
async function storedToken(profile: Profile, url: string): Promise<FoundToken> {
  return await findToken({ ...profile, url, token: null }, readSession(profile), () => {});
}
