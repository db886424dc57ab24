// The refusal of a writer whose queue is full.
import { Refusal } from '../../common/errors.ts';

export const busy = (): Refusal =>
  new Refusal('unavailable', 'The host is busy writing; ask the same again in a moment.', 1000);
