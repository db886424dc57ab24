// The account page: who one is, and every device that is logged in.
import type { Me, Token } from '../../../common/model.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { Page, type PageProps } from './layout.tsx';

export interface AccountProps extends Omit<PageProps, 'title' | 'username'> {
  readonly me: Me;
  readonly tokens: readonly Token[];
  readonly formToken: string;
  /** What was just done, in a sentence. */
  readonly done: string | undefined;
}

export function AccountPage({ host, me, tokens, formToken, done }: AccountProps) {
  return (
    <Page title="Account" host={host} username={me.username}>
      <h1>
        @<bdi>{me.username}</bdi>
      </h1>
      {done === undefined ? null : (
        <p class="note" role="status">
          {done}
        </p>
      )}
      <dl class="facts">
        <dt>Email address</dt>
        <dd>{me.email === null ? 'none' : <bdi>{toSafeText(me.email)}</bdi>}</dd>
        <dt>Role on this host</dt>
        <dd>{me.platform_role}</dd>
        <dt>Member since</dt>
        <dd>
          <Time at={me.created_at} to="day" />
        </dd>
      </dl>
      <form method="post" action="/logout">
        <input type="hidden" name="form" value={formToken} />
        <button type="submit" class="quiet">
          Log out here
        </button>
      </form>
      <h2 id="devices">Devices</h2>
      <p>
        Every place where you are logged in, newest first. Revoke what you no longer use or do not know; it is cut off
        at once.
      </p>
      <ul class="devices" aria-labelledby="devices">
        {tokens.map((token) => (
          <Device key={token.id} token={token} formToken={formToken} />
        ))}
      </ul>
    </Page>
  );
}

function Device({ token, formToken }: { readonly token: Token; readonly formToken: string }) {
  const name = toSafeText(token.name);
  return (
    <li>
      <div>
        <p class="name">
          <bdi>{name}</bdi>
          {token.current ? <span class="tag">this one</span> : null}
        </p>
        <p class="soft">
          Logged in <Time at={token.created_at} to="day" />
          {token.last_used_at === null ? ', not used yet' : <LastUsed at={token.last_used_at} />}
          {token.expires_at === null ? null : <Ends at={token.expires_at} />}
        </p>
      </div>
      {token.current ? null : (
        <form method="post" action="/account/revoke">
          <input type="hidden" name="form" value={formToken} />
          <input type="hidden" name="id" value={token.id} />
          <button type="submit" class="quiet" aria-label={`Revoke ${name}`}>
            Revoke
          </button>
        </form>
      )}
    </li>
  );
}

function LastUsed({ at }: { readonly at: string }) {
  return (
    <>
      , last used <Time at={at} to="minute" />
    </>
  );
}

function Ends({ at }: { readonly at: string }) {
  return (
    <>
      , ends <Time at={at} to="day" />
    </>
  );
}

/** A time as the host's clock has it: "2026-11-23", or "2026-11-23 09:30 UTC". */
function Time({ at, to }: { readonly at: string; readonly to: 'day' | 'minute' }) {
  const day = at.slice(0, 10);
  return <time datetime={at}>{to === 'day' ? day : `${day} ${at.slice(11, 16)} UTC`}</time>;
}
