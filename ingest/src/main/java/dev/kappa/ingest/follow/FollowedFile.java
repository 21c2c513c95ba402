package dev.kappa.ingest.follow;

import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.Spill;
import dev.kappa.ingest.source.StreamLines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The lines of a file that grows. A line counts once it has its line end. When the file is renamed
 * and made anew, the old one is read to its end first; when it is truncated, the copy that was made
 * of it before, if there is one. What was rotated while nobody followed is caught up on.
 */
public final class FollowedFile implements Closeable {
  private final Path path;
  private final Rotations rotations;
  private final Spill spill;
  private final Consumer<String> notices;
  private final Deque<Part> ahead = new ArrayDeque<>();
  private Part part;
  private GrowingFile bytes;
  private StreamLines lines;
  private Object key;

  /** Some file, to be read from a position on. */
  private record Part(Path path, Position from) {}

  /**
   * Follows a file, which need not be there yet.
   *
   * @param remembered where reading was left, or null to begin at the front
   * @param notices is told what happens to the file
   */
  public FollowedFile(Path path, Position remembered, Spill spill, Consumer<String> notices)
      throws IOException {
    this.path = path;
    this.rotations = new Rotations(path);
    this.spill = spill;
    this.notices = notices;
    resume(remembered == null ? Position.START : remembered);
  }

  /** The next line, or null where there is none for now. */
  public Line next() throws IOException {
    while (lines != null || open()) {
      var line = lines.nextEnded();
      if (line != null) {
        return line;
      }
      if (bytes.truncated()) {
        var rest = afterTruncation();
        if (rest != null) {
          return rest;
        }
      } else if (successorHasContent()) {
        // The writer has moved on; but it may have written here between our look and its move.
        line = lines.next();
        if (line != null) {
          return line;
        }
        advance();
      } else {
        return null;
      }
    }
    return null;
  }

  /** Where reading stands, behind the last line that was returned. */
  public Position position() throws IOException {
    return lines == null ? Position.START : bytes.positionAt(lines.position(), lines.lines());
  }

  private void resume(Position remembered) throws IOException {
    if (remembered.offset() == 0 || (Files.exists(path) && remembered.isIn(path))) {
      ahead.add(new Part(path, remembered));
      return;
    }
    var rotated = rotations.holding(remembered);
    if (rotated.isPresent()) {
      notices.accept("%s was rotated to %s: reading that on first".formatted(path, rotated.get()));
      ahead.add(new Part(rotated.get(), remembered));
      addLater(rotated.get());
    } else {
      notices.accept(
          "%s is not what it was, and no neighbour holds what was read of it: reading it from its front"
              .formatted(path));
    }
    ahead.add(new Part(path, Position.START));
  }

  private void addLater(Path rotated) throws IOException {
    for (var later : rotations.after(rotated)) {
      ahead.add(new Part(later, Position.START));
    }
  }

  private boolean open() throws IOException {
    part = ahead.peek();
    try {
      bytes = GrowingFile.open(part.path(), part.from());
      key = keyOf(part.path());
    } catch (NoSuchFileException e) {
      return false; // not there yet
    }
    lines =
        new StreamLines(
            bytes, part.path().toString(), spill, part.from().offset(), part.from().lines());
    ahead.remove();
    return true;
  }

  private boolean successorHasContent() throws IOException {
    if (!ahead.isEmpty()) {
      return true;
    }
    try {
      return !key.equals(keyOf(path)) && Files.size(path) > 0;
    } catch (NoSuchFileException e) {
      return false; // renamed, and not made anew yet
    }
  }

  private void advance() throws IOException {
    close();
    if (ahead.isEmpty()) {
      notices.accept("%s was rotated: reading the new one".formatted(path));
      ahead.add(new Part(path, Position.START));
    }
  }

  /** Goes on in the copy of what was cut; without one, returns the line that was begun, if any. */
  private Line afterTruncation() throws IOException {
    var copy = rotations.holding(bytes.readPosition());
    var begun = copy.isPresent() ? null : lines.rest();
    if (copy.isPresent()) {
      notices.accept("%s was truncated: reading its copy %s on first".formatted(path, copy.get()));
      ahead.add(
          new Part(
              copy.get(), new Position(lines.position(), lines.lines(), digestIn(copy.get()))));
      addLater(copy.get());
    } else {
      notices.accept("%s was truncated: reading it from its front".formatted(path));
    }
    ahead.add(new Part(path, Position.START));
    close();
    return begun;
  }

  private String digestIn(Path copy) throws IOException {
    try (var file = GrowingFile.open(copy, Position.START)) {
      return file.positionAt(lines.position(), 0).before();
    }
  }

  private static Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    if (bytes != null) {
      bytes.close();
    }
    lines = null;
  }
}
