// Load generators and floors in processes of their own: one task in, one answer out.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs `bench/load/<name>.ts` with a task; resolves with its answer. */
export async function runLoad<Task, Answer>(name: string, task: Task): Promise<Answer> {
  const child = start(name, task);
  const answer = await firstMessage<Answer>(child, name);
  child.disconnect();
  await once(child, 'exit');
  return answer;
}

export interface Running<Ready> {
  readonly ready: Ready;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts `bench/load/<name>.ts` as something that goes on; resolves with what it says when it is ready. */
export async function startLoad<Ready>(
  name: string,
  task: unknown = {},
  node: readonly string[] = [],
): Promise<Running<Ready>> {
  const child = start(name, task, node);
  const ready = await firstMessage<Ready>(child, name);
  const gone = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  return { ready, pid: child.pid ?? 0, stop };
}

/** The other side: does the task and answers; the process ends when its parent lets go. */
export function serveTask<Task>(work: (task: Task) => Promise<unknown>): void {
  process.once('message', ({ task }: { task: Task }) => {
    work(task).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? '') : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit());
}

function start(name: string, task: unknown, node: readonly string[] = []): ChildProcess {
  const child = fork(fileURLToPath(new URL(`./load/${name}.ts`, import.meta.url)), { execArgv: [...node] });
  child.send({ task });
  return child;
}

function firstMessage<Answer>(child: ChildProcess, name: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: { answer: Answer; error?: string }) => {
      if (message.error === undefined) resolve(message.answer);
      else reject(new Error(`${name}: ${message.error}`));
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
}
