// Questions on the terminal: one whose answer is shown, and one whose answer is not.
import { createInterface } from 'node:readline';

/** The answer; null when the person gave up with Ctrl+C or Ctrl+D. */
export function askLine(question: string): Promise<string | null> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.once('close', () => resolve(null));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

/** The answer; null when the person gave up with Ctrl+C or Ctrl+D. */
export function askSecret(question: string): Promise<string | null> {
  const { stdin, stderr } = process;
  // First: what is typed ahead must not be shown either.
  stdin.setRawMode(true);
  stderr.write(question);
  stdin.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    const end = (answer: string | null) => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      resolve(answer);
    };
    const onData = (chunk: string) => {
      // A paste arrives as one chunk, so every character is looked at on its own.
      for (const character of chunk) {
        if (character === '\r' || character === '\n') return end(typed);
        if (character === '\x03' || (character === '\x04' && typed === '')) return end(null);
        if (character === '\x7f' || character === '\b') typed = Array.from(typed).slice(0, -1).join('');
        else if (character === '\x15') typed = '';
        else if (character >= ' ') typed += character;
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
}
