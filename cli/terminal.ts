/** Where output goes, and how: injected, so that nothing else asks about the process. */
import pc from 'picocolors';

export type Paint = ReturnType<typeof pc.createColors>;

/** Output is laid out for this many columns, or fewer where the terminal has fewer. */
export const WIDEST = 100;
const NARROWEST = 60;

export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Streams {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Environment;
}

export interface Terminal {
  /** Writes lines to standard output. */
  readonly print: (lines: readonly string[]) => void;
  /** Writes lines to standard error. */
  readonly warn: (lines: readonly string[]) => void;
  readonly width: number;
  /** Of tables whose cells would be cut: as wide as they need to be where no terminal shows them. */
  readonly tableWidth: number;
  readonly paint: Paint;
  /** Rewrites the one line of progress; null clears it. Nothing where nobody watches. */
  readonly progress: (line: string | null) => void;
}

export function terminalOf({ stdout, stderr, environment }: Streams, colour: boolean): Terminal {
  const width = Math.min(WIDEST, Math.max(NARROWEST, stdout.columns ?? WIDEST));
  const write = (stream: OutputStream, lines: readonly string[]): void => {
    if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
  };
  return {
    print: (lines) => write(stdout, lines),
    warn: (lines) => write(stderr, lines),
    width,
    tableWidth: stdout.isTTY === true ? width : Number.POSITIVE_INFINITY,
    paint: pc.createColors(colour && wantsColour(stdout, environment)),
    progress: (line) => {
      if (stderr.isTTY !== true) return;
      stderr.write(
        `\r\u001b[2K${line === null ? '' : fitting(line, (stderr.columns ?? width) - 1)}`,
      );
    },
  };
}

/** Without the last of its parts, which commas part, where there is no room for them. */
function fitting(line: string, width: number): string {
  if (line.length <= width) return line;
  const cut = line.lastIndexOf(', ', width);
  return line.slice(0, cut === -1 ? width : cut);
}

/** NO_COLOR (no-color.org) wins; without a terminal there is no colour unless FORCE_COLOR asks. */
function wantsColour(stream: OutputStream, environment: Environment): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && TERM !== 'dumb';
}

/** No colour at all, at the full width: for files. */
export const plainPaint: Paint = pc.createColors(false);
