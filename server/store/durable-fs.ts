// A file system for the embedded database whose fsync reaches the disk: the stock one has none, and loses commits with the power.
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Emscripten's errno for an input/output error. */
const inputOutputError = 29;

type InitArguments = Parameters<NodeFS['init']>;

/** What of Emscripten's file system is touched here; it is not part of PGlite's published types. */
interface Emscripten {
  FS: {
    ErrnoError: new (errno: number) => Error;
    filesystems: { NODEFS: { stream_ops: { fsync?: (stream: Stream) => number }; realPath(node: unknown): string } };
  };
}
interface Stream {
  nfd?: number | null;
  node: unknown;
}

/** Counts in `synced.count` how often the database asked for its files to be on the disk, and they were. */
export class DurableFs extends NodeFS {
  readonly synced = { count: 0 };

  override async init(...[pg, options]: InitArguments): ReturnType<NodeFS['init']> {
    const started = await super.init(pg, options);
    started.emscriptenOpts.preRun?.unshift((module: unknown) => this.#addFsync(module as Emscripten));
    return started;
  }

  #addFsync({ FS }: Emscripten): void {
    const nodefs = FS.filesystems.NODEFS;
    nodefs.stream_ops.fsync = (stream) => {
      try {
        if (typeof stream.nfd === 'number') fsyncSync(stream.nfd);
        else syncPath(nodefs.realPath(stream.node));
      } catch {
        // PostgreSQL must hear of it: it stops rather than acknowledge what may not be on the disk.
        throw new FS.ErrnoError(inputOutputError);
      }
      this.synced.count += 1;
      return 0;
    };
  }
}

/** Puts a file or directory on the disk. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
