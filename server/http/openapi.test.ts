import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { errorTable } from '../../common/errors.ts';
import { requests } from '../../common/requests.ts';
import { openapiDocument } from './openapi.ts';

const document = JSON.parse(JSON.stringify(openapiDocument()));

test('the document is valid OpenAPI 3.1', async () => {
  const answer = await new Validator().validate(document);
  expect(answer.errors).toBeUndefined();
  expect(answer.valid).toBe(true);
});

test('every request is in it, with its summary, and only the open ones need no token', () => {
  const names = Object.keys(requests).map((name) => `/v1/${name}`);
  // Pictures are files, which the table cannot carry.
  expect(Object.keys(document.paths)).toEqual([...names, '/v1/picture', '/v1/picture/{user}/{picture}']);
  for (const [name, { summary, access }] of Object.entries(requests)) {
    const { post } = document.paths[`/v1/${name}`];
    expect(post.summary).toBe(summary);
    expect(post.security).toEqual(access === 'anyone' ? [] : undefined);
  }
});

test('every reference leads somewhere, and every definition is used', () => {
  const text = JSON.stringify(document);
  const used = new Set([...text.matchAll(/"\$ref":"#\/components\/(\w+\/\w+)"/g)].map(([, name]) => name));
  const defined = ['schemas', 'responses'].flatMap((kind) =>
    Object.keys(document.components[kind]).map((name) => `${kind}/${name}`),
  );
  // Events travel on the socket only; a client that reads the document for its types wants them all the same.
  expect(defined.filter((name) => !used.has(name))).toEqual(['schemas/Event']);
  for (const schema of Object.values(document.components.schemas)) expect(schema).not.toHaveProperty('$ref');
  expect([...used].filter((name) => !defined.includes(String(name)))).toEqual([]);
});

test('every refusal is described at its status', () => {
  for (const [code, { status, meaning }] of Object.entries(errorTable))
    expect(document.components.responses[`Error${status}`].description).toContain(`\`${code}\`: ${meaning}`);
});

test('params are described as they are sent, and their rules in words where JSON Schema has none', () => {
  const { schema, example } = document.paths['/v1/message.send'].post.requestBody.content['application/json'];
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties.content.description).toContain('must have at most 16384 bytes in UTF-8');
  expect(example).toHaveProperty('content');
  const history = document.paths['/v1/message.history'].post.requestBody.content['application/json'].schema;
  expect(history.properties.limit).toMatchObject({ default: 50, minimum: 1, maximum: 100 });
});

test('answers may gain fields', () => {
  expect(JSON.stringify(document.components.schemas)).not.toContain('"additionalProperties":false');
});

test('every example is one that the request takes', () => {
  const examples = Object.entries(requests).flatMap(([name, { params }]) => {
    const { example } = document.paths[`/v1/${name}`].post.requestBody.content['application/json'];
    return example === undefined ? [] : [{ name, error: params.safeParse(example).error }];
  });
  expect(examples.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(examples.length).toBeGreaterThan(15);
});
