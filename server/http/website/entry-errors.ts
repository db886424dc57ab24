// A refusal of a form, placed beside the fields that it is about.
import type { Refusal } from '../../../common/errors.ts';
import { requests } from '../../../common/requests.ts';
import { issueText } from '../../handlers/issues.ts';
import type { Entry } from './entries.ts';

/** By the name of the field; under '' what is not about one field. */
export function entryErrors(entry: Entry, params: object, refusal: Refusal): Record<string, string> {
  if (refusal.code !== 'bad_request') return { [refusal.field ?? '']: refusal.message };
  const errors: Record<string, string> = {};
  // The dispatcher names one thing that is wrong; a person wants to see all of them at once.
  for (const issue of requests[entry.request].params.safeParse(params).error?.issues ?? []) {
    const field = entry.fields.find(({ name }) => name === issue.path[0]);
    if (field !== undefined) errors[field.name] ??= `${field.label} ${issueText(issue)}.`;
  }
  return Object.keys(errors).length > 0 ? errors : { '': refusal.message };
}
