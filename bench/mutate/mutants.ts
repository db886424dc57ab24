// The changes that take a check away: found in the syntax tree, made in the text.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

export interface Mutant {
  /** From the root of the project. */
  readonly file: string;
  readonly line: number;
  /** In words: what stood there, and what stands there now. */
  readonly what: string;
  /** `rule`: an entry of a table of rules that became "always". */
  readonly kind: 'rule' | 'check';
  /** Whose rule it is. */
  readonly request: string | null;
  readonly text: string;
}

/** A node of the tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Change {
  readonly node: Node;
  readonly to: string;
  readonly request?: string;
}

export function mutantsOf(file: string): Mutant[] {
  const text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
  const changes: Change[] = [];
  visit(parseAst(text, { lang: 'ts' }), (node) => void changes.push(...changesOf(node, text)));
  return changes.map(({ node, to, request = null }) => {
    const was = text.slice(node.start, node.end);
    return {
      file,
      line: text.slice(0, node.start).split('\n').length,
      what: `${oneLine(was)} -> ${oneLine(to)}`,
      kind: request === null ? 'check' : 'rule',
      request,
      text: text.slice(0, node.start) + to + text.slice(node.end),
    };
  });
}

const opposites: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
};
/** The next ones: what is decided at the edge. */
const edges: Readonly<Record<string, string>> = { '<': '<=', '>': '>=', '<=': '<', '>=': '>' };

function changesOf(node: Node, text: string): Change[] {
  const part = (key: string) => {
    const inner = node[key];
    return isNode(inner) ? text.slice(inner.start, inner.end) : '';
  };
  const [left, right, operator] = [part('left'), part('right'), String(node['operator'])];
  switch (node.type) {
    case 'BinaryExpression': {
      const others = [opposites[operator], edges[operator]].filter((other) => other !== undefined);
      const swapped = others.map((other) => ({ node, to: `(${left} ${other} ${right})` }));
      return operator === '&' || operator === '|'
        ? [
            { node, to: `(${left})` },
            { node, to: `(${right})` },
          ]
        : swapped;
    }
    case 'LogicalExpression':
      return operator === '??' && /^(null|0|none|''|"")$/.test(right)
        ? []
        : [left, right].map((to) => ({ node, to: `(${to})` }));
    case 'UnaryExpression':
      return operator === '!' || operator === '~' ? [{ node, to: `(${part('argument')})` }] : [];
    case 'ConditionalExpression':
      return [part('consequent'), part('alternate')].map((to) => ({ node, to: `(${to})` }));
    case 'CallExpression':
      return callChanges(node, text);
    case 'Property':
      return ruleChanges(node, text);
    default:
      return [];
  }
}

/** A rule out of several that must all agree; a permission that is asked for. */
function callChanges(node: Node, text: string): Change[] {
  const { callee } = node;
  const name = isNode(callee) ? text.slice(callee.start, callee.end) : '';
  const args = Array.isArray(node['arguments']) ? node['arguments'].filter(isNode) : [];
  if (name === 'has') return [true, false].map((to) => ({ node, to: String(to) }));
  if (name !== 'every' && name !== 'manages') return [];
  // What `manages` says to outsiders is no check.
  return args.slice(name === 'every' ? 0 : 1).map((arg) => ({ node: arg, to: '(() => undefined)' }));
}

/** `'role.create': ...` in a table of rules; one that lets everybody do it already is as it would be. */
function ruleChanges(node: Node, text: string): Change[] {
  const { key, value } = node;
  if (!isNode(key) || !isNode(value)) return [];
  const name = text.slice(key.start, key.end);
  const rule = text.slice(value.start, value.end);
  return /^'\w+\.\w+'$/.test(name) && rule !== 'always'
    ? [{ node: value, to: '() => undefined', request: name.slice(1, -1) }]
    : [];
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, see);
  if (!isNode(node) || node.type.startsWith('TS') || node.type === 'ImportDeclaration') return;
  see(node);
  for (const [key, inner] of Object.entries(node))
    if (!/^type(Annotation|Arguments|Parameters)?$/.test(key)) visit(inner, see);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, 70);
