import ts from '../../compiler.cjs';
import type { SourceProgram } from './project.js';
import { type StreamType, streamOf } from './streams.js';
import { liveRefusals, type Refusal, streamRefusals } from './unsupported.js';

/** What comes back from a call. */
export interface Answer {
  /** The result, or one item of the stream; undefined for void. */
  readonly type: ts.Type | undefined;
  readonly isStream: boolean;
  /** Whether nobody waits for it: a function that returns void and no promise. */
  readonly isNotification: boolean;
  /** Whether the source lets it come at once as well as later. */
  readonly atOnce: boolean;
}

type Answered = Answer | { readonly refusal: Refusal };

/** What comes back from a method of a service, whose clients and handlers get types of their own. */
export function answerOf(source: SourceProgram, returned: ts.Type): Answered {
  const awaited = source.checker.getAwaitedType(returned) ?? returned;
  return streamed(streamOf(source, awaited)) ?? plain(awaited);
}

/** What comes back from a function or a live object's method, whose type is the same on both sides: nobody there can block. */
export function liveAnswerOf(source: SourceProgram, returned: ts.Type): Answered {
  const { checker } = source;
  if (isVoid(returned)) return { ...plain(returned), isNotification: true };
  const stream = streamOf(source, returned);
  if (stream !== undefined) {
    const { name } = returned.symbol;
    return name === 'AsyncIterable'
      ? (streamed(stream) ?? plain(returned))
      : { refusal: streamRefusals.liveGenerator(name) };
  }
  const members = returned.isUnion() ? returned.types : [returned];
  const [promise, ...others] = members.filter(({ symbol }) => symbol?.name === 'Promise');
  const awaited = promise && checker.getAwaitedType(promise);
  const text = checker.typeToString(returned);
  if (awaited === undefined || others.length > 0) return { refusal: liveRefusals.atOnce(text) };
  const rest = members.filter((member) => member !== promise);
  if (!rest.every((member) => checker.isTypeAssignableTo(member, awaited)))
    return { refusal: liveRefusals.atOnce(text) };
  if (streamOf(source, awaited) !== undefined) return { refusal: streamRefusals.livePromise() };
  return { ...plain(awaited), atOnce: rest.length > 0 };
}

function streamed(stream: StreamType | undefined): Answered | undefined {
  if (stream === undefined || 'refusal' in stream) return stream;
  return { type: stream.item, isStream: true, isNotification: false, atOnce: false };
}

function plain(type: ts.Type): Answer {
  return {
    type: isVoid(type) ? undefined : type,
    isStream: false,
    isNotification: false,
    atOnce: false,
  };
}

function isVoid(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;
}
