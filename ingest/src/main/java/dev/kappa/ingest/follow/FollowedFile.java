package dev.kappa.ingest.follow;

import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.Spill;
import dev.kappa.ingest.source.StreamLines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  private Position settled;
  private Part part;
  private StreamLines lines;

  /**
   * Some file, to be read from a position on.
   *
   * @param bytes opened early, as a rotation may give another file the name; null for the followed
   *     file itself, which may not be there yet
   */
  private record Part(Path path, Position from, GrowingFile bytes) {}

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
      if (part.bytes().truncated()) {
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

  /**
   * Where reading stands, behind the last line that was returned. A file of which no line was taken
   * does not count: it is found again behind the one before it.
   */
  public Position position() throws IOException {
    return lines == null || lines.lines() == part.from().lines()
        ? settled
        : part.bytes().positionAt(lines.position(), lines.lines());
  }

  private void resume(Position remembered) throws IOException {
    settled = remembered;
    if (remembered.offset() == 0 || (Files.exists(path) && remembered.isIn(path))) {
      ahead.add(new Part(path, remembered, null));
      return;
    }
    var rotated = rotations.holding(remembered);
    if (rotated.isPresent()) {
      notices.accept("%s was rotated to %s: reading that on first".formatted(path, rotated.get()));
      addRotated(rotated.get(), remembered);
    } else {
      notices.accept(
          "%s is not what it was, and no neighbour holds what was read of it: reading it from its front"
              .formatted(path));
    }
  }

  private void addRotated(Path rotated, Position from) throws IOException {
    ahead.add(new Part(rotated, from, GrowingFile.open(rotated, from)));
    addAfter(rotated);
  }

  private void addAfter(Path rotated) throws IOException {
    for (var later : rotations.after(rotated)) {
      ahead.add(new Part(later, Position.START, GrowingFile.open(later, Position.START)));
    }
  }

  private boolean open() throws IOException {
    var next = ahead.isEmpty() ? new Part(path, Position.START, null) : ahead.element();
    try {
      part =
          next.bytes() == null
              ? new Part(path, next.from(), GrowingFile.open(path, next.from()))
              : next;
    } catch (NoSuchFileException e) {
      return false; // not there yet
    }
    ahead.poll();
    var from = part.from();
    lines =
        new StreamLines(part.bytes(), part.path().toString(), spill, from.offset(), from.lines());
    return true;
  }

  private boolean successorHasContent() throws IOException {
    try {
      return !part.bytes().isStill(path) && (!ahead.isEmpty() || Files.size(path) > 0);
    } catch (NoSuchFileException e) {
      return !ahead.isEmpty(); // renamed, and not made anew yet
    }
  }

  private void advance() throws IOException {
    if (ahead.isEmpty()) {
      notices.accept("%s was rotated: reading the new one".formatted(path));
      var rotated = rotations.sameAs(part.bytes());
      if (rotated.isPresent()) {
        addAfter(rotated.get()); // it may have been rotated more than once since the last look
      }
    }
    leave();
  }

  /** Goes on in the copy of what was cut; without one, returns the line that was begun, if any. */
  private Line afterTruncation() throws IOException {
    var copy = rotations.holding(part.bytes().readPosition());
    var begun = copy.isPresent() ? null : lines.rest();
    if (copy.isPresent()) {
      notices.accept("%s was truncated: reading its copy %s on first".formatted(path, copy.get()));
      addRotated(copy.get(), positionIn(copy.get()));
      settled = ahead.element().from();
    } else {
      notices.accept("%s was truncated: reading it from its front".formatted(path));
      settled = Position.START;
    }
    part.bytes().close();
    lines = null;
    return begun;
  }

  private Position positionIn(Path copy) throws IOException {
    try (var file = GrowingFile.open(copy, Position.START)) {
      return file.positionAt(lines.position(), lines.lines());
    }
  }

  private void leave() throws IOException {
    settled = position();
    part.bytes().close();
    lines = null;
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      leave();
    }
    for (var later : ahead) {
      if (later.bytes() != null) {
        later.bytes().close();
      }
    }
  }
}
