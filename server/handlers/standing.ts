// The loading half of requests about the host: how the asker stands at this moment, and whom it is about.
import { Refusal } from '../../common/errors.ts';
import type { UserId } from '../../common/ids.ts';
import type { PlatformRole } from '../../common/model.ts';
import type { HostStanding, HostSubject, Promotion } from '../domain/rules/administration.ts';
import type { Permitted } from '../store/administration.ts';
import { findUserById, type StoredUser } from '../store/users.ts';
import type { Context } from './context.ts';
import { currentUser } from './views.ts';

/** The name goes into the log, with what was done. */
export interface HostActor extends HostStanding {
  readonly actor: Permitted['actor'];
}

export interface HostTarget extends HostActor, HostSubject {
  readonly subject: StoredUser;
}

export async function hostStanding(context: Context): Promise<HostActor> {
  const { id, username, platform_role } = await currentUser(context);
  return { actor: { id, username }, me: platform_role };
}

export async function hostSubject(
  context: Context,
  { user }: { readonly user: UserId },
): Promise<HostTarget | Refusal> {
  const subject = await findUserById(context.db, user);
  if (subject === undefined) return new Refusal('not_found', 'There is no such user.');
  return { ...(await hostStanding(context)), subject };
}

export async function promotion(
  context: Context,
  params: { readonly user: UserId; readonly role: PlatformRole },
): Promise<(HostTarget & Promotion) | Refusal> {
  const about = await hostSubject(context, params);
  return about instanceof Refusal ? about : { ...about, role: params.role };
}

/** Somebody who was permitted to act when it was asked is not any more when it would be done. */
export const rankChanged = () =>
  new Refusal(
    'conflict',
    'How one of you stands on this host changed at that very moment; nothing was done. Look again.',
  );
