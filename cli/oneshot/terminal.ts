// The streams of this process as one-shot commands use them, and whether they may show colours.

type Environment = Readonly<Record<string, string | undefined>>;

/** NO_COLOR wins over FORCE_COLOR, and both over what the stream is (no-color.org, force-color.org). */
export function showsColour(env: Environment, stream: { readonly isTTY?: boolean }): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

export const bold = (text: string, colour: boolean) => (colour ? `\x1b[1m${text}\x1b[22m` : text);
export const red = (text: string, colour: boolean) => (colour ? `\x1b[31m${text}\x1b[39m` : text);

/** Writes a line for a person on standard error. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Resolves when the text is handed over, so that a slow reader of a pipe slows us down instead of filling memory. */
export function printOut(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no failure. */
export function endQuietlyWhenPipesClose(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  // Nobody is left to read the complaints, but the work itself goes on.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
