import type { NumberNode } from './node';
import { ReadingError } from './reading-error';
import type { TokenStream } from './token-stream';

/** Reads a number in decimal digits, such as 7, 007, 1.5 or 1e3. */
export function takeNumber(stream: TokenStream, { whole }: { readonly whole: boolean }): NumberNode {
  const token = stream.take('number', 'a number');
  const digits = stream.textOf(token);
  const form = whole ? /^[^.]+$/ : /^\d+\.?\d*(?:[eE][+-]?\d+)?$/;
  if (!form.test(digits)) throw new ReadingError(token.start, `${digits} is no number.`, 'digits, such as 7 or 1.5');
  return { kind: 'number', value: Number(digits), digits, start: token.start, end: token.end };
}

/**
 * All digits of a number, without exponent and without zeros at either end: how Terraform writes it as text. One that
 * would be longer than anybody writes is left as it is.
 */
export function plainDigits(digits: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(digits) ?? [];
  const shift = Number(exponent);
  if (Math.abs(shift) > 1000) return digits;
  const all = `${'0'.repeat(Math.max(0, -shift))}${whole}${fraction}${'0'.repeat(Math.max(0, shift))}`;
  const point = whole.length + Math.max(0, -shift) + shift;
  const left = all.slice(0, point).replace(/^0+/, '');
  const right = all.slice(point).replace(/0+$/, '');
  const value = `${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`;
  return value === '0' ? value : `${sign}${value}`;
}
