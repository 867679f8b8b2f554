import ts from '../../compiler.cjs';
import type { TypeShape } from '../service-shape.js';
import { docOf, tagsOf } from './locate.js';
import { constrain } from './read-constraints.js';
import type { Refusal } from './unsupported.js';

/** What is needed to look up what a type's node mentions, and to refuse it. */
export interface AliasLookup {
  readonly checker: ts.TypeChecker;
  readonly refuse: (refusal: Refusal) => void;
}

/**
 * Puts the constraints on a shape that the aliases in its type's node carry. For the checker an alias of a primitive is
 * the primitive, and nothing of the alias is left: so `type Email = string` with its `@format` is found by the node
 * that mentions it, and shape and node are walked side by side.
 */
export function constrainByNode(
  shape: TypeShape,
  node: ts.TypeNode | undefined,
  lookup: AliasLookup,
): TypeShape {
  if (node === undefined || shape.kind === 'named') return shape;
  const inside = (inner: TypeShape, innerNode: ts.TypeNode | undefined): TypeShape =>
    constrainByNode(inner, innerNode, lookup);
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return inside(shape, node.type);
  if (ts.isUnionTypeNode(node)) return node.types.reduce(inside, shape);
  if (ts.isTypeReferenceNode(node) && node.typeArguments === undefined)
    return constrainByAlias(shape, node, lookup);
  if (shape.kind === 'union') {
    const [only, ...others] = shape.members.filter(({ kind }) => CONTAINERS.has(kind));
    if (only === undefined || others.length > 0) return shape;
    return {
      ...shape,
      members: shape.members.map((member) => (member === only ? inside(only, node) : member)),
    };
  }
  if (ts.isTypeReferenceNode(node)) return insideReference(shape, node.typeArguments ?? [], inside);
  if (ts.isArrayTypeNode(node) && shape.kind === 'array') {
    return { ...shape, element: inside(shape.element, node.elementType) };
  }
  if (ts.isTupleTypeNode(node) && shape.kind === 'tuple') {
    const elements = shape.elements.map((element, index) => {
      const elementNode = node.elements[index];
      const inner =
        elementNode !== undefined && ts.isNamedTupleMember(elementNode) ? elementNode.type : elementNode;
      return { ...element, type: inside(element.type, inner) };
    });
    return { ...shape, elements };
  }
  return shape;
}

const CONTAINERS: ReadonlySet<string> = new Set(['array', 'map', 'set', 'tuple']);

/** The last type argument is what `Array`, `Set`, `Map`, `Record` and `Promise` hold; the first of two is a map's key. */
function insideReference(
  shape: TypeShape,
  typeArguments: readonly ts.TypeNode[],
  inside: (inner: TypeShape, node: ts.TypeNode | undefined) => TypeShape,
): TypeShape {
  const held = typeArguments.at(-1);
  if (shape.kind === 'array' || shape.kind === 'set')
    return { ...shape, element: inside(shape.element, held) };
  if (shape.kind === 'map') {
    return { ...shape, key: inside(shape.key, typeArguments[0]), value: inside(shape.value, held) };
  }
  return shape;
}

function constrainByAlias(shape: TypeShape, node: ts.TypeReferenceNode, lookup: AliasLookup): TypeShape {
  const { checker, refuse } = lookup;
  const mentioned = checker.getSymbolAtLocation(node.typeName);
  const isImported = mentioned !== undefined && mentioned.flags & ts.SymbolFlags.Alias;
  const symbol = isImported ? checker.getAliasedSymbol(mentioned) : mentioned;
  const declaration = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
  if (declaration === undefined || declaration.typeParameters !== undefined) return shape;
  return constrain(constrainByNode(shape, declaration.type, lookup), tagsOf(docOf(symbol)), refuse);
}

/** The node of the type that a declaration gives to what it declares, or that its method returns; of a stream, that of its items. */
export function typeNodeOf(declaration: ts.Declaration | undefined): ts.TypeNode | undefined {
  if (declaration === undefined) return undefined;
  if (ts.isPropertySignature(declaration) || ts.isTypeAliasDeclaration(declaration)) return declaration.type;
  if (ts.isParameter(declaration) || ts.isMethodSignature(declaration)) return heldNode(declaration.type);
  return undefined;
}

/** What is waited for to get the values that cross. */
const AWAITED: ReadonlySet<string> = new Set([
  'Promise',
  'PromiseLike',
  'AsyncIterable',
  'AsyncIterableIterator',
  'AsyncIteratorObject',
  'AsyncGenerator',
]);

/** The `T` of `Promise<T>`, `AsyncIterable<T>`, `AsyncIterable<T> | Iterable<T>`. */
function heldNode(node: ts.TypeNode | undefined): ts.TypeNode | undefined {
  const members = node !== undefined && ts.isUnionTypeNode(node) ? node.types : [node];
  const awaited = members.find(isAwaited);
  return awaited === undefined ? node : heldNode(awaited.typeArguments?.[0]);
}

function isAwaited(node: ts.TypeNode | undefined): node is ts.TypeReferenceNode {
  return node !== undefined && ts.isTypeReferenceNode(node) && AWAITED.has(node.typeName.getText());
}
