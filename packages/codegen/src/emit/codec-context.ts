import type { TypeShape } from '../service-shape.js';
import type { Code } from './code.js';
import type { CodecForm } from './codec-form.js';

/** What the printer of one function of a codec is told of the file around it. */
export interface CodecContext {
  /** What the function is called without its `write` or `read`: names for what is in it begin with that. */
  readonly hint: string;
  formOf(shape: TypeShape): CodecForm;
  typeOf(shape: TypeShape): Code;
  /** A call that writes a value of that type; `hint` names the function when the sources do not. */
  write(shape: TypeShape, hint: string, value: Code): Code;
  /** A call that reads one. */
  read(shape: TypeShape, hint: string): Code;
  /** The function that writes one, as an argument. */
  writer(shape: TypeShape, hint: string): Code;
  reader(shape: TypeShape, hint: string): Code;
  /** What follows such arguments: how much deeper recursive types may nest, if any are in those types. */
  depthFor(...shapes: readonly TypeShape[]): readonly Code[];
  /** The function that gives a type's schema. */
  schemaOf(shape: TypeShape): Code;
  /** Declares a constant of the file; gives back its name. */
  constant(suffix: string, value: Code): Code;
  /** Whether the file has something of that name. */
  isTaken(name: string): boolean;
}

/** `Person` and `places` make `PersonPlaces`. */
export function hintWithin(hint: string, part: string): string {
  const words = part.split(/[^\p{ID_Continue}$]+/u).filter((word) => word !== '');
  return hint + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
