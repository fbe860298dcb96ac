// Long work that leaves the page its turn: whoever reads it can scroll, and sees how far it is.

/** Told what is being done, how much of it is done, and out of how much; 0 where that is not known. */
export type Progress = (task: string, done: number, of: number) => void;

/** Milliseconds of work between two turns of the page. */
const stretch = 40;

export class Pace {
  readonly #channel = new MessageChannel();
  #since = performance.now();

  constructor(readonly progress: Progress) {}

  /** Lets the page have its turn if it has waited long enough. */
  async at(task: string, done: number, of = 0): Promise<void> {
    if (performance.now() - this.#since < stretch) {
      return;
    }

    this.progress(task, done, of);
    // A timer would be slowed down to one turn a second as soon as the reader looks elsewhere.
    await new Promise((resolve) => {
      this.#channel.port1.onmessage = resolve;
      this.#channel.port2.postMessage(null);
    });
    this.#since = performance.now();
  }

  end(): void {
    this.#channel.port1.close();
  }
}
