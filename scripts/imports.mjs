import { parseSync } from '@swc/core';

/**
 * One place where a module names another.
 *
 * @typedef {{ readonly specifier: string, readonly typeOnly: boolean }} Import
 */

/**
 * Every module that a TypeScript source names: imports, re-exports, `import()` as an expression or a type, `require`.
 *
 * @param {string} source
 * @returns {Import[]}
 */
export function importsOf(source) {
  /** @type {Import[]} */
  const found = [];
  visit(parseSync(source, { syntax: 'typescript', target: 'es2022' }), found);
  return found;
}

/**
 * @param {unknown} node anything in the syntax tree
 * @param {Import[]} found
 */
function visit(node, found) {
  if (typeof node !== 'object' || node === null) return;
  const item = importIn(/** @type {Node} */ (node));
  if (item) found.push(item);
  for (const child of Object.values(node)) visit(child, found);
}

/**
 * The parts of swc's nodes that matter here.
 *
 * @typedef {object} Node
 * @property {string} [type]
 * @property {{ value?: string } | null} [source]
 * @property {boolean} [typeOnly]
 * @property {{ isTypeOnly?: boolean }[]} [specifiers]
 * @property {{ value?: string }} [argument]
 * @property {{ type?: string, value?: string }} [callee]
 * @property {{ expression?: { type?: string, value?: string } }[]} [arguments]
 */

/**
 * @param {Node} node
 * @returns {Import | undefined}
 */
function importIn(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      const specifier = node.source?.value;
      if (specifier === undefined) return undefined;
      const names = node.specifiers ?? [];
      const onlyTypes = names.length > 0 && names.every((name) => name.isTypeOnly === true);
      return { specifier, typeOnly: node.typeOnly === true || onlyTypes };
    }
    case 'TsImportType':
      return node.argument?.value === undefined
        ? undefined
        : { specifier: node.argument.value, typeOnly: true };
    case 'CallExpression': {
      const callee = node.callee?.type === 'Import' || node.callee?.value === 'require';
      const argument = node.arguments?.[0]?.expression;
      return callee && argument?.type === 'StringLiteral' && argument.value !== undefined
        ? { specifier: argument.value, typeOnly: false }
        : undefined;
    }
    default:
      return undefined;
  }
}
