// A JSON Schema as a person writes a type: `Message[]`, `"text" | "voice"`, `{ id: Id, content: string }`.
import type { JsonSchema } from '../../common/json-schema.ts';

/** In one line. */
export function typeText(schema: JsonSchema | boolean): string {
  if (typeof schema === 'boolean') return 'any';
  if (schema.$ref !== undefined) return schema.$ref;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(typeText).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.type === 'array') return `${itemText(schema.items)}[]`;
  if (schema.type === 'object') return objectText(schema);
  if (schema.type === 'integer') return 'int';
  return typeof schema.type === 'string' ? schema.type : 'any';
}

function itemText(items: JsonSchema['items']): string {
  return items === undefined || Array.isArray(items) ? 'any' : typeText(items);
}

function objectText(schema: JsonSchema): string {
  const fields = fieldsOf(schema).map(({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  /** What the type does not say. */
  readonly rules: string;
}

export function fieldsOf(schema: JsonSchema): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeText(field),
    optional: !(schema.required ?? []).includes(name),
    rules: typeof field === 'boolean' ? '' : rulesText(field),
  }));
}

function rulesText(schema: JsonSchema): string {
  const { minimum, maximum, minLength, maxLength, pattern, description } = schema;
  const parts = [
    between(minimum, maximum, ''),
    between(minLength, maxLength, ' characters'),
    pattern === undefined ? '' : `matches \`${pattern}\``,
    ...(description ?? nullableDescription(schema) ?? '').split('; '),
    schema.default === undefined || schema.default === '' ? '' : `default ${JSON.stringify(schema.default)}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** `X | null` keeps its description on X. */
function nullableDescription({ anyOf = [] }: JsonSchema): string | undefined {
  return anyOf.map((choice) => choice.description).find((text) => text !== undefined);
}

function between(min: number | undefined, max: number | undefined, unit: string): string {
  if (min === undefined && max === undefined) return '';
  if (max === undefined) return `≥ ${min}${unit}`;
  return `${min === undefined ? '≤ ' : `${min} to `}${max}${unit}`;
}
