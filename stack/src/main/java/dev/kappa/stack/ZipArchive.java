package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip file, unpacked whole. */
record ZipArchive(Path file) implements Archive {
  @Override
  public String selection() {
    return "everything";
  }

  @Override
  public void unpack(Path folder, Progress progress) throws IOException {
    var unpacked = new UnpackedFolder(file, folder);
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      var entries = Collections.list(zip.getEntries());
      for (int i = 0; i < entries.size(); i++) {
        var entry = entries.get(i);
        var place = unpacked.place(UnpackedFolder.below(entry.getName()));
        if (entry.isDirectory()) {
          unpacked.folder(place);
        } else if (entry.isUnixSymlink()) {
          throw new IOException("%s: %s is a symbolic link".formatted(file, entry.getName()));
        } else {
          try (var content = zip.getInputStream(entry)) {
            // A zip that was not made on Unix has no modes.
            unpacked.file(place, content, entry.getUnixMode() == 0 ? 0644 : entry.getUnixMode());
          }
        }
        progress.at((i + 1.0) / entries.size());
      }
    }
  }
}
