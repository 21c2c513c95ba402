package dev.kappa.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedServerTest {
  @TempDir Path temp;

  @Test
  void unpacksAZipWithItsModesAndWithoutItsTopFolder() throws IOException {
    var folder = unpack(zip("s-1/", "s-1/bin/", "s-1/bin/run", "s-1/lib/a.jar"));

    assertThat(folder.resolve("bin/run")).isExecutable().hasContent("content of s-1/bin/run");
    assertThat(mode(folder.resolve("lib/a.jar"))).isEqualTo("rw-r--r--");
    assertThat(mode(folder.resolve("lib"))).isEqualTo("rwxr-xr-x");
    assertThat(folder.resolveSibling("server.partial")).doesNotExist();
  }

  @Test
  void unpacksTheWantedFoldersOfATarAndNothingElse() throws IOException {
    var tar = tar("s-1/", "s-1/README", "s-1/lib/a.jar", "s-1/library/b.jar", "s-1/plugin/x/c.jar");

    var folder = unpack(new TarGzArchive(tar, List.of("lib", "plugin/x")));

    assertThat(files(folder)).containsExactly("lib/a.jar", "plugin/x/c.jar");
  }

  @Test
  void resolvesLinksIntoFoldersThatAreNotWanted() throws IOException {
    var tar =
        tar(
            "s-1/plugin/unwanted/shared.jar",
            "s-1/plugin/unwanted/alias.jar -> s-1/plugin/unwanted/shared.jar",
            "s-1/plugin/x/shared.jar -> s-1/plugin/unwanted/shared.jar",
            "s-1/plugin/y/shared.jar -> s-1/plugin/unwanted/alias.jar");

    var folder = unpack(new TarGzArchive(tar, List.of("plugin/x", "plugin/y")));

    assertThat(files(folder)).containsExactly("plugin/x/shared.jar", "plugin/y/shared.jar");
    assertThat(folder.resolve("plugin/x/shared.jar"))
        .hasContent("content of s-1/plugin/unwanted/shared.jar");
    assertThat(
            Files.isSameFile(
                folder.resolve("plugin/x/shared.jar"), folder.resolve("plugin/y/shared.jar")))
        .isTrue();
  }

  @Test
  void refusesEntriesThatLeadOutOfTheFolder() throws IOException {
    assertThatThrownBy(() -> unpack(zip("s-1/../../evil")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads out of the archive");
    var tar = tar("s-1/lib/../../../evil");
    assertThatThrownBy(() -> unpack(new TarGzArchive(tar, List.of("lib"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads out of the archive");
    assertThat(temp.resolve("evil")).doesNotExist();
    assertThat(temp.resolve("servers/server")).doesNotExist();
  }

  @Test
  void saysSoIfALinkLeadsNowhere() throws IOException {
    var tar = tar("s-1/lib/a.jar -> s-1/gone.jar");

    assertThatThrownBy(() -> unpack(new TarGzArchive(tar, List.of("lib"))))
        .hasMessageContaining("links to s-1/gone.jar, which is not in it");
  }

  @Test
  void unpacksAgainWhatWasCutShort() throws IOException {
    var half = temp.resolve("servers/server.partial/lib");
    Files.createDirectories(half);
    Files.writeString(half.resolve("half.jar"), "ha");

    var folder = unpack(zip("s-1/lib/a.jar"));

    assertThat(files(folder)).containsExactly("lib/a.jar");
  }

  @Test
  void unpacksOnceUnlessTheArchiveOrTheSelectionChanges() throws IOException {
    var tar = tar("s-1/lib/a.jar", "s-1/plugin/x/b.jar");
    var folder = unpack(new TarGzArchive(tar, List.of("lib")));
    Files.writeString(folder.resolve("lib/mine"), "kept");

    unpack(new TarGzArchive(tar, List.of("lib")));
    assertThat(folder.resolve("lib/mine")).exists();

    unpack(new TarGzArchive(tar, List.of("lib", "plugin/x")));
    assertThat(files(folder)).containsExactly("lib/a.jar", "plugin/x/b.jar");
  }

  private Path unpack(Archive archive) throws IOException {
    Files.createDirectories(temp.resolve("servers"));
    return new UnpackedServer(archive, temp.resolve("servers/server")).ready(message -> {});
  }

  private ZipArchive zip(String... names) throws IOException {
    var file = temp.resolve("s.zip");
    try (var zip = new ZipArchiveOutputStream(file)) {
      for (String name : names) {
        var entry = new ZipArchiveEntry(name);
        entry.setUnixMode(name.contains("bin") || name.endsWith("/") ? 0755 : 0644);
        zip.putArchiveEntry(entry);
        if (!entry.isDirectory()) {
          zip.write(("content of " + name).getBytes(UTF_8));
        }
        zip.closeArchiveEntry();
      }
    }
    return new ZipArchive(file);
  }

  /** Entries by their names; {@code a -> b} is a hard link. */
  private Path tar(String... names) throws IOException {
    var file = temp.resolve("s.tar.gz");
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), "UTF-8")) {
      for (String name : names) {
        var link = name.split(" -> ", -1);
        if (link.length == 2) {
          var entry = new TarArchiveEntry(link[0], TarConstants.LF_LINK);
          entry.setLinkName(link[1]);
          tar.putArchiveEntry(entry);
        } else {
          var entry = new TarArchiveEntry(name, true);
          var content = entry.isDirectory() ? new byte[0] : ("content of " + name).getBytes(UTF_8);
          entry.setSize(content.length);
          tar.putArchiveEntry(entry);
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
