package dev.kappa.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where Elasticsearch's files are.
 *
 * @param top the folder that has them all
 * @param elsewhere that folder, if it is not the stack's own
 * @param home the unpacked server
 * @param conf its configuration, which it adds a file to
 * @param temp for the time it runs
 */
record ElasticsearchFolders(
    Path top, Optional<Path> elsewhere, Path home, Path conf, Path data, Path temp) {
  private static final String NAME = "elasticsearch";

  /**
   * The stack's own folders; but if the server runs as another user who may not pass through a
   * folder above them (a project in {@code /root}, say), folders that this user can reach: below
   * {@code /var/tmp}, by a name that follows from the stack's.
   */
  static ElasticsearchFolders of(StackLayout layout, UnprivilegedUser user) throws IOException {
    if (user.obstacle(layout.dir()).isEmpty()) {
      return new ElasticsearchFolders(
          layout.dir(),
          Optional.empty(),
          layout.unpacked(NAME),
          layout.conf(NAME),
          layout.data(NAME),
          layout.temporary(NAME));
    }
    var hash = new CRC32C();
    hash.update(layout.dir().toString().getBytes(StandardCharsets.UTF_8));
    var folder = Path.of("/var/tmp/kappa-" + HexFormat.of().toHexDigits((int) hash.getValue()));
    return new ElasticsearchFolders(
        folder,
        Optional.of(folder),
        folder.resolve("server"),
        folder.resolve("conf"),
        folder.resolve("data"),
        folder.resolve("tmp"));
  }

  /**
   * Makes them, all but the server's, which unpacking makes.
   *
   * @throws IOException also if somebody else has made the folder elsewhere before us
   */
  void create(UnprivilegedUser user) throws IOException {
    if (elsewhere.isPresent()) {
      createOurs(elsewhere.get());
    }
    ServerFiles.delete(temp);
    for (Path folder : List.of(conf, data, temp)) {
      Files.createDirectories(folder);
      user.letThrough(top, folder);
      user.give(folder);
    }
    Files.createDirectories(home.getParent());
    user.letThrough(top, home);
  }

  private static void createOurs(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    // Everybody may write to /var/tmp: a server must not be run out of what another user laid
    // there.
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals("root")) {
      throw new IOException(folder + " belongs to another user: have it removed");
    }
  }
}
