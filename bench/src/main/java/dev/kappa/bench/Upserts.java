package dev.kappa.bench;

/** What a loop writes as it reads. */
interface Upserts {
  /** Nothing. */
  Upserts NONE =
      new Upserts() {
        @Override
        public void upTo(double share) {
          // nothing to write
        }

        @Override
        public void finish() {
          // nothing under way
        }
      };

  /** Writes until this share of all has been written. */
  void upTo(double share) throws InterruptedException;

  /** Returns when all is written, or throws. */
  void finish() throws InterruptedException;
}
