package dev.kappa.stack;

import java.util.Locale;

/** Amounts of memory and disk as people read them. */
final class Bytes {
  private Bytes() {}

  static String text(long bytes) {
    return bytes < 1L << 30
        ? "%d MiB".formatted(bytes >> 20)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
