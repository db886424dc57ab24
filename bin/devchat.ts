#!/usr/bin/env node
// The launcher: refuses a Node that is too old in words, then loads the rest. It must parse on every Node, so it imports nothing and is written in old words.

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `devchat needs Node 24 or newer; this is Node ${process.versions.node}. Newer ones are at https://nodejs.org.\n`,
  );
  process.exitCode = 1;
} else {
  keepCompiled();
  void import('./run.ts').then(async ({ run }) => {
    // Leaves at once: an idle connection or a timer of a library is no reason to keep somebody's shell waiting.
    process.exit(await run(process.argv.slice(2)));
  });
}

/** Compiled code is kept between starts, in the user's own cache: in the shared one of Node others could plant theirs. */
function keepCompiled(): void {
  const { HOME = '', XDG_CACHE_HOME = '' } = process.env;
  const cache = XDG_CACHE_HOME.startsWith('/') ? XDG_CACHE_HOME : HOME && `${HOME}/.cache`;
  if (cache.startsWith('/')) process.getBuiltinModule('node:module').enableCompileCache(`${cache}/devchat/compiled`);
}
