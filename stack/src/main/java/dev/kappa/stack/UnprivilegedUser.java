package dev.kappa.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who a server runs as that refuses to run as root: whoever runs this process, or {@code nobody} if
 * that is root.
 *
 * @param setpriv the program that changes to {@code nobody}; empty for no change
 * @param name {@code nobody}, or this process's user
 * @param group a group with no rights of its own
 */
record UnprivilegedUser(Optional<Path> setpriv, String name, String group) {

  /** For this process. */
  static UnprivilegedUser current() {
    var own = System.getProperty("user.name");
    return own.equals("root")
        ? new UnprivilegedUser(Optional.of(Path.of("setpriv")), "nobody", groupOfNobody())
        : new UnprivilegedUser(Optional.empty(), own, "");
  }

  /** Whether the server runs as another user than this process. */
  boolean isAnother() {
    return setpriv.isPresent();
  }

  /** What keeps this process from starting another as that user; mostly nothing. */
  List<String> problems() {
    return setpriv
        .filter(program -> !isInstalled(program))
        .map(
            program ->
                List.of(
                    ("does not run as root, and the program setpriv (of util-linux), which would"
                            + " start it as user %s, is not installed: install it, or run as"
                            + " another user")
                        .formatted(name)))
        .orElse(List.of());
  }

  /** The words before a command that is to run as this user. */
  List<String> prefix() {
    return setpriv
        .map(
            program ->
                List.of(
                    program.toString(),
                    "--reuid=" + name,
                    "--regid=" + group,
                    "--clear-groups",
                    "--no-new-privs"))
        .orElse(List.of());
  }

  /**
   * The first folder on the way to {@code path} that this user may not pass through, if it is not
   * the one who runs this process.
   */
  Optional<Path> obstacle(Path path) throws IOException {
    if (!isAnother()) {
      return Optional.empty();
    }
    for (Path folder = path.toAbsolutePath().getParent();
        folder != null;
        folder = folder.getParent()) {
      if (Files.exists(folder)
          && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)
          && !Files.getOwner(folder).getName().equals(name)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /**
   * Lets this user pass through {@code top} and the folders below it on the way to {@code path}.
   */
  void letThrough(Path top, Path path) throws IOException {
    for (Path folder = path.getParent();
        isAnother() && folder.startsWith(top);
        folder = folder.getParent()) {
      var permissions = Files.getPosixFilePermissions(folder);
      if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(folder, permissions);
      }
    }
  }

  /** Makes a folder with all that is in it this user's own. */
  void give(Path folder) throws IOException {
    if (!isAnother()) {
      return;
    }
    var principals = FileSystems.getDefault().getUserPrincipalLookupService();
    var owner = principals.lookupPrincipalByName(name);
    var ownersGroup = principals.lookupPrincipalByGroupName(group);
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
          var view =
              Files.getFileAttributeView(
                  path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
          view.setGroup(ownersGroup);
          view.setOwner(owner);
        }
      }
    }
  }

  private static boolean isInstalled(Path program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder).resolve(program))
        .anyMatch(Files::isExecutable);
  }

  /** Debian calls it nogroup, Fedora nobody. */
  private static String groupOfNobody() {
    try {
      FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByGroupName("nogroup");
      return "nogroup";
    } catch (IOException e) {
      return "nobody";
    }
  }
}
