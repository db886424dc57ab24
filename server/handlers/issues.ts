// What is wrong with a value, in words that can follow its name: "must have at least 2 characters".
import type * as z from 'zod/mini';

export function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be given, and of type ${issue.expected}`;
    case 'too_small':
      return `must ${amount(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${amount(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_format':
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
  }
}

function amount(origin: string, bound: string, number: number | bigint): string {
  return origin === 'string' ? `have ${bound} ${number} characters` : `be ${bound} ${number}`;
}
