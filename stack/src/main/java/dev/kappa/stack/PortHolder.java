package dev.kappa.stack;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a loopback port is free, and who has it where it is not. */
final class PortHolder {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortHolder() {}

  static boolean isFree(int port) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(Loopback.at(port));
      return socket.isBound();
    } catch (BindException e) {
      return false; // taken: the answer
    }
  }

  /** The process that listens on the port, where the system lets us see it. */
  static Optional<ProcessHandle> of(int port) {
    return inode(port).flatMap(PortHolder::owner).flatMap(ProcessHandle::of);
  }

  private static Optional<String> inode(int port) {
    var suffix = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
    for (var table : List.of("net/tcp", "net/tcp6")) {
      try {
        for (var line : Files.readAllLines(PROC.resolve(table))) {
          var words = line.strip().split("\\s+", -1);
          if (words.length > 9 && words[1].endsWith(suffix) && words[3].equals(LISTENING)) {
            return Optional.of(words[9]);
          }
        }
      } catch (IOException e) {
        return Optional.empty(); // a system without these tables
      }
    }
    return Optional.empty();
  }

  private static Optional<Long> owner(String inode) {
    var socket = "socket:[" + inode + "]";
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) {
        if (holds(process.resolve("fd"), socket)) {
          return Optional.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean holds(Path descriptors, String socket) {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (var link : links) {
        if (Files.readSymbolicLink(link).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return false; // another user's process, or one that ended meanwhile
    }
    return false;
  }
}
