package dev.kappa.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Lets one process at a time change what runs. The system releases it when its holder dies. */
final class StackLock {
  /** What is done while the lock is held. */
  interface Action {
    void run() throws IOException;
  }

  private StackLock() {}

  /**
   * Waits until no other process changes the stack, saying whom it waits for, and then acts.
   *
   * @param command what takes it, for those who wait
   */
  static void holding(StackLayout layout, String command, Progress progress, Action action)
      throws IOException {
    Files.createDirectories(layout.run());
    try (var file = new RandomAccessFile(layout.run().resolve("lock").toFile(), "rw")) {
      if (file.getChannel().tryLock() == null) {
        progress.say("waiting for another command on this stack to end: " + holder(file));
        file.getChannel().lock();
      }
      file.setLength(0);
      file.write(
          "%s, process %d"
              .formatted(command, ProcessHandle.current().pid())
              .getBytes(StandardCharsets.UTF_8));
      action.run();
      file.setLength(0); // and closing it releases the lock
    }
  }

  private static String holder(RandomAccessFile file) throws IOException {
    var text = file.readLine();
    return text == null ? "one that just began" : text;
  }
}
