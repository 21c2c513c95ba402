package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The folder that a server's archive is unpacked into, once. It appears whole or not at all: what
 * was cut short is done again, and so is what another archive or another selection left there.
 *
 * @param folder beside it, {@code <folder>.partial} is where the work is done
 */
record UnpackedServer(Archive archive, Path folder) {
  private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(2);

  /** Tells what a folder was made from. */
  private static final String ORIGIN = ".unpacked-from";

  /**
   * Unpacks, unless that has been done.
   *
   * @param messages hears how far it is, now and then
   * @return the folder
   */
  Path ready(Consumer<String> messages) throws IOException {
    var origin =
        "%s, %d bytes, %s%n"
            .formatted(
                archive.file().getFileName(), Files.size(archive.file()), archive.selection());
    var record = folder.resolve(ORIGIN);
    if (Files.exists(record) && Files.readString(record).equals(origin)) {
      return folder;
    }
    var partial = folder.resolveSibling(folder.getFileName() + ".partial");
    ServerFiles.delete(partial);
    Files.createDirectories(partial);
    archive.unpack(partial, new Messages(folder.getFileName() + ": unpacking", messages));
    Files.writeString(partial.resolve(ORIGIN), origin);
    ServerFiles.delete(folder);
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    return folder;
  }

  /** Passes a message on at the start of a long piece of work, and every other second. */
  private static final class Messages implements Archive.Progress {
    private final String what;
    private final Consumer<String> messages;
    private long next = System.nanoTime() + BETWEEN_MESSAGES.toNanos();

    Messages(String what, Consumer<String> messages) {
      this.what = what;
      this.messages = messages;
    }

    @Override
    public void at(double fraction) {
      if (System.nanoTime() >= next) {
        next = System.nanoTime() + BETWEEN_MESSAGES.toNanos();
        messages.accept("%s, %d %%".formatted(what, Math.round(fraction * 100)));
      }
    }
  }
}
