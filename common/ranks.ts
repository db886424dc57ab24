// The ranks of users on a host, from the highest. Without schemas: the one-shot commands load it.
export const platformRoles = ['owner', 'administrator', 'moderator', 'member'] as const;
