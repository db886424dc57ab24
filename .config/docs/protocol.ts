// The blocks of docs/protocol.md that the tables of common/ say.
import { errorTable } from '../../common/errors.ts';
import { Event, eventMeanings } from '../../common/events.ts';
import { ClientFrame, closeTable, ServerFrame } from '../../common/frame.ts';
import { definitions, jsonSchema, type JsonSchema } from '../../common/json-schema.ts';
import { requests } from '../../common/requests.ts';
import { fieldsOf, typeText } from './notation.ts';

/** References are names: `Message`, not a path. */
const refs = '';

export function requestList(): string {
  return Object.entries(requests)
    .map(([name, { summary, access, rate, params, result }]) => {
      const needs = access === 'anyone' ? 'Anyone' : 'With a login';
      return [
        `### ${name}\n`,
        `${summary}\n`,
        `${needs}; draws on the \`${rate}\` budget.\n`,
        paramTable(jsonSchema(params, refs)),
        `Answers \`${typeText(jsonSchema(result, refs))}\`.\n`,
      ].join('\n');
    })
    .join('\n');
}

function paramTable(schema: JsonSchema): string {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return 'No params.\n';
  const rows = fields.map(({ name, type, optional, rules }) =>
    row([`\`${name}\`${optional ? ' (optional)' : ''}`, `\`${type}\``, rules]),
  );
  const whole = schema.description === undefined ? '' : `\nRule: ${schema.description}.\n`;
  return `${table(['param', 'type', ''], rows)}${whole}`;
}

export function eventList(): string {
  const { oneOf, anyOf } = definitions(refs)['Event'] ?? jsonSchema(Event, refs);
  const kinds = (oneOf ?? anyOf ?? []).map((kind) => {
    const fields = fieldsOf(kind);
    const type = JSON.parse(fields.find(({ name }) => name === 'type')?.type ?? '""');
    const rest = fields.filter(({ name }) => name !== 'type').map((field) => `${field.name}: ${field.type}`);
    return row([`\`${type}\``, `\`${rest.join(', ')}\``, meaningOf(type)]);
  });
  return table(['event', 'fields', 'meaning'], kinds);
}

function meaningOf(type: string): string {
  return Object.entries(eventMeanings).find(([name]) => name === type)?.[1] ?? '';
}

export function frameTypes(): string {
  const side = (title: string, schema: typeof ClientFrame | typeof ServerFrame) => {
    const { oneOf, anyOf } = jsonSchema(schema, refs);
    return `${title}\n\n\`\`\`\n${(oneOf ?? anyOf ?? []).map(typeText).join('\n')}\n\`\`\``;
  };
  return `${side('What a client says:', ClientFrame)}\n\n${side('What the host says:', ServerFrame)}`;
}

export function closeCodes(): string {
  const rows = Object.entries(closeTable).map(([code, { number, again, meaning }]) =>
    row([String(number), `\`${code}\``, again, meaning]),
  );
  return table(['number', 'code', 'come back?', 'meaning'], rows);
}

export function errorCodes(): string {
  const rows = Object.entries(errorTable).map(([code, { status, exit, meaning }]) =>
    row([`\`${code}\``, String(status), String(exit), meaning]),
  );
  return table(['code', 'HTTP', 'exit', 'meaning'], rows);
}

export function typeList(): string {
  const blocks = Object.entries(definitions(refs))
    .filter(([name]) => name !== 'Event')
    .map(([name, schema]) => typeBlock(name, schema));
  return `\`\`\`\n${blocks.join('\n\n')}\n\`\`\``;
}

function typeBlock(name: string, schema: JsonSchema): string {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return `${name} = ${inWords[name] ?? typeText(schema)}`;
  const lines = fields.map(({ name: field, type, optional, rules }) => {
    const comment = rules === '' ? '' : `  // ${rules}`;
    return `  ${field}${optional ? '?' : ''}: ${type}${comment}`;
  });
  return `${name} = {\n${lines.join('\n')}\n}`;
}

/** Types that words say better. */
const inWords: Readonly<Record<string, string>> = {
  Id: 'string  // a UUID in lower case',
  ErrorCode: 'string  // a code of the table of errors',
};

export function table(head: readonly string[], rows: readonly string[]): string {
  return `${row(head)}\n|${head.map(() => '---').join('|')}|\n${rows.join('\n')}\n`;
}

export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
