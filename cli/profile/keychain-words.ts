// What devchat and its keychain process say to each other.
import * as z from 'zod/mini';

export const KeychainRequest = z.object({
  action: z.enum(['store', 'read', 'remove']),
  account: z.string(),
  secret: z.string(),
});
export type KeychainRequest = z.infer<typeof KeychainRequest>;

export const KeychainReply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ok'), secret: z.nullable(z.string()) }),
  z.object({ type: z.literal('no keychain'), why: z.string() }),
]);
export type KeychainReply = z.infer<typeof KeychainReply>;
