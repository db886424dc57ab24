// Whether somebody has the pass: what it unlocks asks here, where it is shown, so that an end needs nobody to act on it.

/** `now` in milliseconds since the epoch. */
export function hasPass(user: { readonly pass_until: string | null }, now: number): boolean {
  return user.pass_until !== null && Date.parse(user.pass_until) > now;
}
