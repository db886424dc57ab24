// The steps in which permissions are worked out, without what checks them: commands and the screen show them.

/** The steps in which permissions are worked out, in their order; each says what it added and took away. */
export const stepMeanings = {
  default_role: 'the default role, which everybody has',
  role: 'a role of the member',
  owner: 'the owner of the server may do everything',
  administrator: 'an administrator may do everything; overrides do not count',
  override_of_default_role: 'the channel’s override of the default role',
  overrides_of_roles: 'the channel’s overrides of the member’s roles together, denials first',
  override_of_member: 'the channel’s override of this member',
  cannot_view: 'who cannot view a channel can do nothing there',
  cannot_connect: 'who cannot connect cannot speak or mute there',
  cannot_send: 'who cannot send can neither attach files nor notify everybody there',
  archived: 'the channel is archived',
  timed_out: 'the member is timed out',
} as const;
export type StepType = keyof typeof stepMeanings;
export const stepTypes = Object.keys(stepMeanings) as [StepType, ...StepType[]];
