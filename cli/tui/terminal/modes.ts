// The modes that the client switches on in a terminal, and the one text that switches all of them off again.

/** Alternate screen, bracketed paste, focus reports; and the question whether the kitty keyboard is spoken. No mouse: selecting stays the terminal's. */
export const enterModes = '\u001b[?1049h\u001b[?2004h\u001b[?1004h\u001b[?u\u001b[H\u001b[2J';
export const kittyOn = '\u001b[>1u';
/** Also ends what another program may have left: synchronised output, mouse reports, styles. */
export const leaveModes =
  '\u001b[<u\u001b[?2026l\u001b[?1004l\u001b[?2004l\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1006l\u001b[0m\u001b[?25h\u001b[?1049l\u001b[?25h';
/** Around what belongs together: the terminal shows it at once. */
export const beginFrame = '\u001b[?2026h';
export const endFrame = '\u001b[?2026l';
export const home = '\u001b[H\u001b[2J';

/** Sets the clipboard of the terminal (OSC 52). */
export function clipboard(text: string): string {
  return `\u001b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
}

/** A whole frame over what stands on the screen, row by row, so that there is never an empty screen. */
export function drawnOver(frame: string): string {
  return `\u001b[H\u001b[2K${frame.replaceAll('\n', '\n\u001b[2K')}`;
}
