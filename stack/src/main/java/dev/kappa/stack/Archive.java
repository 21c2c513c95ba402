package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Path;

/** What a server is distributed as. Its one top folder is left out of every path. */
sealed interface Archive permits ZipArchive, TarGzArchive {

  /** The file. */
  Path file();

  /** The part of it that is unpacked, in words that change when that does. */
  String selection();

  /**
   * Unpacks the selection.
   *
   * @param folder exists, and is empty
   * @param progress is told of the work done
   * @throws IOException also if an entry would land outside of the folder
   */
  void unpack(Path folder, Progress progress) throws IOException;

  /** Hears how far the work is. */
  interface Progress {
    /** From 0 to 1. */
    void at(double fraction);
  }
}
