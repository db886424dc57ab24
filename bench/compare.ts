// `npm run compare`: the same load for devchat, ejabberd and InspIRCd, on this machine, one after the other.
import { parseArgs } from 'node:util';
import { runLoad } from './child.ts';
import { ejabberd } from './compare/ejabberd.ts';
import { devchat } from './compare/host.ts';
import { inspircd } from './compare/inspircd.ts';
import type { Contender } from './compare/server.ts';
import type { RoomAnswer, RoomTask } from './load/room.ts';

const contenders = [devchat, ejabberd, inspircd];
const members = 500;
const senders = 16;
const paced = { perSecond: 20, messages: 200 };

const { values } = parseArgs({ options: { only: { type: 'string' }, 'in-flight': { type: 'string', default: '64' } } });
const inFlight = Number(values['in-flight']);

const head = ['server', 'stores', 'deliveries/s', 'p50 at 20 messages/s', 'p99', 'the load’s own CPU'];
const lines = [head, head.map(() => '---')];
for (const contender of contenders) {
  if (values.only !== undefined && values.only.toLowerCase() !== contender.name.toLowerCase()) continue;
  const missing = await contender.missing();
  if (missing !== undefined) console.error(`${contender.name} is left out: ${missing}`);
  else lines.push(await measured(contender));
}
console.log(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'));
console.log(
  `${members} members in one room, ${senders} of them send 200 bytes, ${inFlight} in flight; deliveries are those to the other ${members - senders}.`,
);
process.exit();

async function measured({ name, stores, run }: Contender): Promise<string[]> {
  console.error(`${name} ...`);
  const answer = await run(members, (room) =>
    runLoad<RoomTask, RoomAnswer>('room', { room, senders, contentBytes: 200, inFlight, seconds: 4, paced }),
  );
  const perSecond = Math.round(answer.deliveriesPerSecond).toLocaleString('en');
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const loadCpu = `${Math.round(answer.loadCpu * 100)} % of a core`;
  return [name, stores, perSecond, ms(answer.p50), ms(answer.p99), loadCpu];
}
