import ts from '../../compiler.cjs';
import { answeredKind } from '../method-kind.js';
import type { ErrorShape, LiveMethodShape, MethodShape, TypeShape, UploadShape } from '../service-shape.js';
import { locationOf, tagsOf } from './locate.js';
import { isOwnParameter, ownParameter } from './own-parameter.js';
import { type Answer, answerOf, liveAnswerOf } from './read-answer.js';
import { readParameters } from './read-parameters.js';
import { readThrows } from './read-throws.js';
import { inside, type Place, type Reading } from './reading.js';
import { streamOf, uploadOf } from './streams.js';
import { methodRefusals, type Refusal } from './unsupported.js';

/** What can be called, and where it stands. */
export interface CallInput {
  readonly name: string;
  readonly signature: ts.Signature;
  readonly doc: string | undefined;
  /** With the declaration as its node. */
  readonly place: Place;
  readonly reading: Reading;
}

/** The shape of a service's method; undefined when it was refused. */
export function readServiceCall(input: CallInput): MethodShape | undefined {
  const { source } = input.reading;
  const returned = input.signature.getReturnType();
  const answer = answerOf(source, returned);
  const parameters = readParameters({ ...input, declared: split(input).declared, streamOf: uploadOf });
  const tags = readTags(input);
  if ('refusal' in answer) return refuse(input, answer.refusal);
  const text = source.checker.typeToString(source.checker.getAwaitedType(returned) ?? returned);
  const refusal = tagRefusal(tags, { answer, upload: parameters.upload, text });
  if (refusal !== undefined) return refuse(input, refusal);
  return shapeOf(input, { ...parameters, tags, answer });
}

/** The shape of a function or of a live object's method; undefined when it was refused. */
export function readLiveCall(input: CallInput): LiveMethodShape | undefined {
  const { source } = input.reading;
  const returned = input.signature.getReturnType();
  const answer = liveAnswerOf(source, returned);
  const { declared, own } = split(input);
  const parameters = readParameters({ ...input, declared, streamOf });
  const tags = readTags(input);
  if ('refusal' in answer) return refuse(input, answer.refusal);
  const oneway = tags.oneway || answer.isNotification;
  if (tags.oneway && !answer.isNotification)
    return refuse(input, methodRefusals.answeredOneway(source.checker.typeToString(returned)));
  const refusal = tagRefusal({ ...tags, oneway }, { answer, upload: parameters.upload, text: 'void' });
  if (refusal !== undefined) return refuse(input, refusal);
  const { place } = input;
  return {
    ...shapeOf(input, { ...parameters, tags: { ...tags, oneway }, answer }),
    own: own && ownParameter(own, place, input.reading),
    atOnce: answer.atOnce,
  };
}

/** What the tags of a doc comment say about the call. */
interface CallTags {
  readonly oneway: boolean;
  readonly idempotent: boolean;
  readonly throws: readonly ErrorShape[];
}

function readTags({ doc, place, reading }: CallInput): CallTags {
  const tags = new Set(tagsOf(doc).map(({ name }) => name));
  return {
    oneway: tags.has('oneway'),
    idempotent: tags.has('idempotent'),
    throws: readThrows(doc, place, reading),
  };
}

/** Tags that cannot all be meant. */
function tagRefusal(
  { oneway, idempotent, throws: [error] }: CallTags,
  {
    answer,
    upload,
    text,
  }: { readonly answer: Answer; readonly upload: UploadShape | undefined; readonly text: string },
): Refusal | undefined {
  if (oneway && (answer.isStream || answer.type !== undefined)) return methodRefusals.answeredOneway(text);
  if (oneway && upload !== undefined) return methodRefusals.streamingOneway(upload.name);
  if (oneway && error !== undefined) return methodRefusals.throwingOneway(error.name);
  if (oneway && idempotent) return methodRefusals.idempotentOneway();
  return idempotent && upload !== undefined ? methodRefusals.idempotentUpload(upload.name) : undefined;
}

/** The parameters that are sent, and the one after them that is the call's own. */
function split({ signature, place, reading }: CallInput): {
  readonly declared: readonly ts.Symbol[];
  readonly own: ts.Symbol | undefined;
} {
  const all = signature.getParameters();
  const last = all.at(-1);
  const hasOwn = last !== undefined && isOwnParameter(reading.source.checker, last, place.node);
  return hasOwn ? { declared: all.slice(0, -1), own: last } : { declared: all, own: undefined };
}

function shapeOf(
  input: CallInput,
  {
    parameters,
    upload,
    tags,
    answer,
  }: Pick<MethodShape, 'parameters' | 'upload'> & { readonly tags: CallTags; readonly answer: Answer },
): MethodShape {
  const { name, doc, place } = input;
  const answered = answeredKind({ up: upload !== undefined, down: answer.isStream });
  return {
    name,
    kind: tags.oneway ? 'oneway' : answered,
    doc,
    location: locationOf(place.node),
    parameters,
    upload,
    result: answer.type && readResult(answer.type, answer, input),
    idempotent: tags.idempotent,
    throws: tags.throws.map(({ id }) => id),
  };
}

/** What a method returns; the tags on the method itself are not about its result. */
function readResult(type: ts.Type, { isStream }: Answer, { place, reading }: CallInput): TypeShape {
  const { node } = place;
  return reading.readDeclared(type, {
    declaration: ts.isMethodSignature(node) ? node : undefined,
    doc: undefined,
    place: inside(place, isStream ? '()[]' : '()'),
  });
}

function refuse({ place, reading }: CallInput, refusal: Refusal): undefined {
  reading.refuse(refusal, place);
}
