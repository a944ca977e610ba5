/** Something to do after a time, however long: a timer of Node.js fires at once if it is to wait for more than 24 days. */

const LONGEST_MS = 2 ** 31 - 1;

/** @returns what calls it off */
export function later(seconds: number, task: () => void): () => void {
  const due = performance.now() + seconds * 1000;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = due - performance.now();
    timer = setTimeout(left > LONGEST_MS ? wait : task, Math.min(Math.max(left, 0), LONGEST_MS));
  };
  wait();
  return () => clearTimeout(timer);
}
