// The frame of every page: title, navigation, one column, and what runs here.
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Host } from '../../../common/model.ts';
import { iconPath } from './icon.ts';
import { stylePath } from './style.ts';

export interface PageProps {
  readonly title: string;
  readonly host: Host;
  /** The user name of who looks, if they are logged in. */
  readonly username: string | undefined;
  readonly children?: Child;
}

export function Page({ title, host, username, children }: PageProps) {
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${title} · ${host.name}`}</title>
          <link rel="stylesheet" href={stylePath} />
          <link rel="icon" type="image/svg+xml" href={iconPath} />
        </head>
        <body>
          <header>
            <a class="host" href="/about">
              <bdi>{host.name}</bdi>
            </a>
            <nav aria-label="Account">
              {username === undefined ? (
                <>
                  <a href="/login">Log in</a>
                  <a href="/signup">Sign up</a>
                </>
              ) : (
                <a href="/account">
                  @<bdi>{username}</bdi>
                </a>
              )}
            </nav>
          </header>
          <main>{children}</main>
          <footer>devchat {host.version}</footer>
        </body>
      </html>
    </>
  );
}
