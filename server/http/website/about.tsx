// The page that says what this host is, and how to talk here.
import { Page, type PageProps } from './layout.tsx';

export interface AboutProps extends Omit<PageProps, 'title'> {
  /** Where this host lives: `https://chat.example.org`. */
  readonly origin: string;
}

export function About({ host, username, origin }: AboutProps) {
  return (
    <Page title="About" host={host} username={username}>
      <h1>
        <bdi>{host.name}</bdi>
      </h1>
      <p class="lead">
        This is a devchat host. devchat is an instant messenger for developers that lives in the terminal: rooms, direct
        messages and a history that is whole again after every broken connection.
      </p>
      <h2>Get the client</h2>
      <p>
        The client is a command for the terminal. It needs <a href="https://nodejs.org/">Node.js</a> 24 or newer. Ask
        whoever runs this host for the package, a file that <code>npm pack</code> makes of devchat, and install that
        file:
      </p>
      <Commands lines={[`npm install --global ./devchat-${host.version}.tgz`]} />
      <p>Or build it from its source, in the folder where that is, and open it on this host:</p>
      <Commands lines={['npm ci', `DEVCHAT_URL=${origin} npm start`]} />
      <p class="soft">It is in no public registry: a package of the same name there is somebody else’s.</p>
      <h2>Connect to this host</h2>
      <p>
        Tell the client where this host is and make an account, or make it <a href="/signup">on this site</a>. Then{' '}
        <code>devchat</code> opens the client.
      </p>
      <Commands lines={[`export DEVCHAT_URL=${origin}`, 'devchat signup YOUR_NAME', 'devchat']} />
      <p class="soft">
        With an account already: <code>devchat login YOUR_NAME</code>. Every command explains itself with{' '}
        <code>--help</code>.
      </p>
      <h2>From scripts and other programs</h2>
      <p>
        <code>devchat send</code> and <code>devchat tail</code> work in pipes and in continuous integration. The
        interface beneath them is open to any program: <a href="/v1/openapi.json">its OpenAPI document</a>.
      </p>
      <h2>This host</h2>
      <dl class="facts">
        <dt>Address</dt>
        <dd class="mono">{origin}</dd>
        <dt>devchat</dt>
        <dd class="mono">{host.version}</dd>
        <dt>Protocol</dt>
        <dd class="mono">{host.protocol}</dd>
      </dl>
    </Page>
  );
}

function Commands({ lines }: { readonly lines: readonly string[] }) {
  return (
    <pre>
      {lines.map((line) => (
        <code key={line}>{line}</code>
      ))}
    </pre>
  );
}
