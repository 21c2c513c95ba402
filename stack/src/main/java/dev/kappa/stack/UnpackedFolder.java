package dev.kappa.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Where the entries of an archive go. */
final class UnpackedFolder {
  private static final PosixFilePermission[] FROM_HIGHEST_BIT = PosixFilePermission.values();

  private final Path archive;
  private final Path root;

  UnpackedFolder(Path archive, Path root) {
    this.archive = archive;
    this.root = root;
  }

  /** An entry's name without the archive's one top folder; empty for that folder itself. */
  static String below(String entry) {
    return entry.substring(entry.indexOf('/') + 1);
  }

  /**
   * The place of an entry.
   *
   * @throws IOException if it is outside of the folder: the archive is not what it should be
   */
  Path place(String name) throws IOException {
    var place = root.resolve(name).normalize();
    if (!place.startsWith(root)) {
      throw new IOException("%s: the entry %s leads out of the archive".formatted(archive, name));
    }
    return place;
  }

  /** Folders are for everybody to read, whatever the umask: a server may run as another user. */
  void folder(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return;
    }
    folder(place.getParent());
    Files.createDirectory(place);
    Files.setPosixFilePermissions(place, permissions(0755));
  }

  void file(Path place, InputStream content, int mode) throws IOException {
    folder(place.getParent());
    Files.copy(content, place);
    Files.setPosixFilePermissions(place, permissions(mode));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < FROM_HIGHEST_BIT.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(FROM_HIGHEST_BIT[bit]);
      }
    }
    return permissions;
  }
}
