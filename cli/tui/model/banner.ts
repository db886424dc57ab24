// What stands above the composer until it is over or put away: what the host announces, and that one's pass ends.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import type { ClientState } from '../../store/state.ts';

export interface Banner {
  readonly kind: 'announcement' | 'pass';
  /** What is put away with it: the same is not shown again. */
  readonly key: string;
  readonly words: SafeText;
}

export interface Banners {
  readonly banners: readonly Banner[];
  /** When they are others, in ms since the epoch; null: not by themselves. */
  readonly next: number | null;
}

const dayMs = 86_400_000;
/** So long before its end a pass is spoken of, and so long after it. */
const passSoonMs = 3 * dayMs;
const passOverMs = 7 * dayMs;

export function bannersAt({ host, me }: Pick<ClientState, 'host' | 'me'>, now: number): Banners {
  const announced = announcement(host, now);
  const pass = passBanner(me, now);
  const times = [...announced.times, ...pass.times].filter((time) => time > now);
  return { banners: [...announced.banners, ...pass.banners], next: times.length === 0 ? null : Math.min(...times) };
}

interface Dated {
  readonly banners: readonly Banner[];
  /** When something begins or ends. */
  readonly times: readonly number[];
}

const none: Dated = { banners: [], times: [] };

function announcement(host: ClientState['host'], now: number): Dated {
  const announced = host?.announcement ?? null;
  if (announced === null) return none;
  const until = announced.until === null ? Infinity : Date.parse(announced.until);
  if (until <= now) return none;
  const words = toSafeText(`Announcement: ${announced.text}`);
  const banners = [{ kind: 'announcement', key: announced.announced_at, words } as const];
  return { banners, times: Number.isFinite(until) ? [until] : [] };
}

function passBanner(me: ClientState['me'], now: number): Dated {
  const until = me?.pass_until ?? null;
  if (until === null) return none;
  const end = Date.parse(until);
  const times = [end - passSoonMs, end, end + passOverMs];
  const say = (key: string, text: string): Dated => ({
    banners: [{ kind: 'pass', key: `${key} ${until}`, words: toSafeText(text) }],
    times,
  });
  if (now < end - passSoonMs || now >= end + passOverMs) return { banners: [], times };
  const day = `${until.slice(0, 16).replace('T', ' ')} UTC`;
  return now < end
    ? say('soon', `Your pass ends on ${day}; /pass redeem CODE makes it last longer.`)
    : say('over', `Your pass ended on ${day}. What it unlocks is kept, and comes back with the next one.`);
}
