// `devchat serve`: from arguments to a running node, and from a signal to a clean end.
import { ConfigError, readConfig, serveHelp } from './config.ts';
import { startNode, type Node } from './node.ts';

export interface Outside {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the node when it settles, as a signal does: the client that started a node for itself is gone. */
  readonly orphaned?: Promise<void>;
}

/** Runs a node until it is told to stop; answers the exit code. */
export async function serveCommand({ argv, env, orphaned }: Outside): Promise<number> {
  const stopped = new Promise<'stopped'>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve('stopped'));
    void orphaned?.then(() => resolve('stopped'));
  });
  try {
    const config = readConfig(argv, env);
    if (config === 'help') {
      process.stdout.write(serveHelp);
      return 0;
    }
    const node = await startNode(config);
    process.stdout.write(`listening on ${node.url}\n`);
    return await untilEnd(node, stopped, config.limits.stopWithinMs);
  } catch (error) {
    process.stderr.write(`devchat serve: ${explain(error)}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
}

async function untilEnd(node: Node, stopped: Promise<'stopped'>, stopWithinMs: number): Promise<number> {
  const end = await Promise.race([stopped, node.failed]);
  const timer = setTimeout(() => {
    process.stderr.write(`devchat serve: not everything was finished within ${stopWithinMs} ms\n`);
    process.exit(1);
  }, stopWithinMs);
  await node.close();
  clearTimeout(timer);
  if (end === 'stopped') return 0;
  process.stderr.write(`devchat serve: ${end.message}\n`);
  return 1;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'that port is in use; choose another with --port, or stop what listens there.';
  if ('code' in error && error.code === 'EACCES')
    return 'that port needs more rights; choose one above 1023 with --port.';
  if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND'))
    return 'the database of DATABASE_URL does not answer.';
  return error.message;
}
