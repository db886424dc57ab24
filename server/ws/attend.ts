// How a socket that has identified joins: it listens first and reads the state second, so that nothing falls in between.
import type { Login, Services } from '../handlers/context.ts';
import { viewState } from '../handlers/views.ts';
import { channelIds } from '../store/members.ts';
import type { Attendance } from './attendance.ts';
import type { Fanout, Listener } from './fanout.ts';
import type { Outlet } from './outlet.ts';

export interface Hall {
  readonly services: Services;
  readonly fanout: Fanout;
  readonly attendance: Attendance;
}

/** Sends `ready`, then what was heard while the state was read. Answers the function that ends the listening. */
export async function attend(
  { services, fanout, attendance }: Hall,
  login: Login,
  outlet: Outlet,
  address: string,
): Promise<() => void> {
  const early: Buffer[] = [];
  let ready = false;
  const listener: Listener = {
    user: login.user.id,
    token: login.token.id,
    channels: new Set(await channelIds(services.db, login.user.id)),
    hear: (frames) => (ready ? outlet.write(frames) : void early.push(frames)),
    revoke: () => outlet.close('not_logged_in'),
  };
  fanout.add(listener);
  attendance.arrive(login);
  const leave = () => {
    fanout.remove(listener);
    attendance.depart(login);
  };
  try {
    outlet.send({ type: 'ready', state: await viewState({ ...services, login, address }) });
  } catch (error) {
    leave();
    throw error;
  }
  ready = true;
  for (const frames of early.splice(0)) outlet.write(frames);
  return leave;
}
