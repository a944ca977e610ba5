/** Numbers as people type and read them. */

import { InvalidArgumentError } from 'commander';
import { SEEDS } from '../checker/index.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** @throws InvalidArgumentError for anything but 1, 2, 3, ... */
export function positiveWhole(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It takes a whole number above 0.');
}

/** Each has a stack of its own, and a share of the memory: more of them than there are cores only takes longer. */
const MOST_WORKERS = 256;

/** @throws InvalidArgumentError for anything but a number of threads. */
export function workerCount(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && value <= MOST_WORKERS) return value;
  throw new InvalidArgumentError(`It takes a whole number from 1 to ${MOST_WORKERS}.`);
}

/** @throws InvalidArgumentError for anything but a whole number that can be a seed. */
export function seedNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value < SEEDS) return value;
  throw new InvalidArgumentError(`It takes a whole number from 0 to ${SEEDS - 1}.`);
}

/** @throws InvalidArgumentError for anything but a number above 0. */
export function positiveSeconds(text: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('It takes a number of seconds above 0, for example 30 or 0.5.');
}

/** @throws InvalidArgumentError for anything but a positive size such as 512M or 4G. */
export function byteSize(text: string): number {
  const [, digits, unit] = /^(\d+)([KMGT]?)i?B?$/i.exec(text) ?? [];
  const bytes = Number(digits) * (UNITS[unit?.toUpperCase() ?? ''] ?? Number.NaN);
  if (bytes > 0 && Number.isSafeInteger(bytes)) return bytes;
  throw new InvalidArgumentError('It takes a size above 0, for example 512M or 4G.');
}

/** `1,234,567` */
export function thousands(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1.03 million`, `694 thousand`, `87`: a figure to compare, not to copy. */
export function rounded(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} million`;
  if (value >= 1e3) return `${Math.round(value / 1e3)} thousand`;
  return String(Math.round(value));
}

/** `2.60M`, `787k`, `87`: where there is little room. */
export function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)}M`;
  return value >= 1e4 ? `${Math.round(value / 1e3)}k` : String(Math.round(value));
}

/** `1.2e-12`: a probability, rounded up, so that it stays an upper bound. */
export function chance(probability: number): string {
  if (probability === 0) return '0';
  const unit = 10 ** (Math.floor(Math.log10(probability)) - 1);
  return (Math.ceil(probability / unit) * unit).toExponential(1);
}

/** `98 MB` */
export function megabytes(bytes: number): string {
  return `${thousands(Math.round(bytes / 1e6))} MB`;
}

/** `0.31 s`, `12.4 s`, `3 min 20 s` */
export function duration(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
