package dev.kappa.ingest.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file has been rotated to: its neighbours called like it with {@code .} or {@code -} and
 * more behind, such as {@code app.log.1} or {@code app.log-20261123}. Packed ones are left alone.
 */
final class Rotations {
  private static final Pattern PACKED = Pattern.compile(".*\\.(gz|bz2|xz|zst|zip)");

  private final Path file;

  Rotations(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The neighbour that holds what was read so far; the file itself is none. */
  Optional<Path> holding(Position position) throws IOException {
    for (var rotated : newestFirst()) {
      if (position.isIn(rotated.path())) {
        return Optional.of(rotated.path());
      }
    }
    return Optional.empty();
  }

  /** The neighbour that is this open file. */
  Optional<Path> sameAs(GrowingFile open) throws IOException {
    for (var rotated : newestFirst()) {
      if (open.isStill(rotated.path())) {
        return Optional.of(rotated.path());
      }
    }
    return Optional.empty();
  }

  /** The neighbours written after that one, oldest first. */
  List<Path> after(Path rotated) throws IOException {
    var modified = Files.getLastModifiedTime(rotated);
    var later = new ArrayList<Path>();
    for (var other : newestFirst()) {
      if (other.modified().compareTo(modified) > 0 && !Files.isSameFile(other.path(), rotated)) {
        later.add(0, other.path());
      }
    }
    return later;
  }

  private List<Rotated> newestFirst() throws IOException {
    var name = file.getFileName().toString();
    var found = new ArrayList<Rotated>();
    try (var neighbours = Files.list(file.getParent())) {
      for (var path : (Iterable<Path>) neighbours::iterator) {
        var other = path.getFileName().toString();
        if ((other.startsWith(name + ".") || other.startsWith(name + "-"))
            && !PACKED.matcher(other).matches()
            && Files.isRegularFile(path)) {
          found.add(new Rotated(path, Files.getLastModifiedTime(path)));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of(); // renamed while we looked: the next look finds it
    }
    found.sort(Comparator.comparing(Rotated::modified).reversed());
    return found;
  }

  private record Rotated(Path path, FileTime modified) {}
}
