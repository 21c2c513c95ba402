package dev.kappa.bench;

/**
 * A rate at which events are sent, whatever happens to them.
 *
 * @param warmUpSeconds before those that count
 */
record Load(int perSecond, int seconds, int warmUpSeconds) {
  long events() {
    return (long) perSecond * (seconds + warmUpSeconds);
  }

  long warmUpEvents() {
    return (long) perSecond * warmUpSeconds;
  }
}
