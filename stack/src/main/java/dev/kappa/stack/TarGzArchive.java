package dev.kappa.stack;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A compressed tar file, of which some folders are unpacked. Folders may share files by hard links,
 * and a wanted name may be a link to a file in a folder that is not wanted. So it is read twice:
 * first to learn which names each file has, then to unpack those files that have a wanted one.
 *
 * @param folders the wanted ones, below the archive's one top folder
 */
record TarGzArchive(Path file, List<String> folders) implements Archive {
  private static final int BUFFER_BYTES = 1 << 20;

  TarGzArchive {
    folders = List.copyOf(folders);
  }

  @Override
  public String selection() {
    return String.join(", ", new TreeSet<>(folders));
  }

  @Override
  public void unpack(Path folder, Progress progress) throws IOException {
    var missing = wantedNames(fraction -> progress.at(fraction / 2));
    var unpacked = new UnpackedFolder(file, folder);
    try (TarArchiveInputStream tar = open(fraction -> progress.at(0.5 + fraction / 2))) {
      for (var entry = tar.getNextEntry(); entry != null && !missing.isEmpty(); ) {
        var names = entry.isLink() ? null : missing.remove(entry.getName());
        if (names != null) {
          write(unpacked, names, tar, entry.getMode());
        }
        entry = tar.getNextEntry();
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "%s: links to %s, which is not in it"
              .formatted(file, missing.keySet().iterator().next()));
    }
  }

  /** The wanted names of each file, by the name of the entry that has its content. */
  private Map<String, List<String>> wantedNames(Progress progress) throws IOException {
    var targets = new HashMap<String, String>();
    var names = new LinkedHashMap<String, List<String>>();
    try (TarArchiveInputStream tar = open(progress)) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var content = entry.getName();
        if (entry.isLink()) {
          // A link leads to an earlier entry, which may itself be a link.
          content = targets.getOrDefault(entry.getLinkName(), entry.getLinkName());
          targets.put(entry.getName(), content);
        }
        var name = UnpackedFolder.below(entry.getName());
        if (!entry.isDirectory() && isWanted(name)) {
          refuseSpecial(entry);
          names.computeIfAbsent(content, any -> new ArrayList<>()).add(name);
        }
      }
    }
    if (names.isEmpty()) {
      throw new IOException("%s: has none of %s".formatted(file, selection()));
    }
    return names;
  }

  private boolean isWanted(String name) {
    return folders.stream().anyMatch(folder -> name.startsWith(folder + "/"));
  }

  private void refuseSpecial(TarArchiveEntry entry) throws IOException {
    if (!entry.isLink() && !entry.isFile()) {
      throw new IOException("%s: %s is neither file nor link".formatted(file, entry.getName()));
    }
  }

  private static void write(
      UnpackedFolder unpacked, List<String> names, InputStream content, int mode)
      throws IOException {
    var first = unpacked.place(names.get(0));
    unpacked.file(first, content, mode);
    for (String name : names.subList(1, names.size())) {
      var link = unpacked.place(name);
      unpacked.folder(link.getParent());
      Files.createLink(link, first);
    }
  }

  private TarArchiveInputStream open(Progress progress) throws IOException {
    var compressed = new Counted(Files.newInputStream(file), Files.size(file), progress);
    try {
      return new TarArchiveInputStream(
          new BufferedInputStream(new GZIPInputStream(compressed, BUFFER_BYTES), BUFFER_BYTES));
    } catch (IOException | RuntimeException e) {
      compressed.close();
      throw e;
    }
  }

  /** Tells how much of a file has been read. */
  private static final class Counted extends FilterInputStream {
    private final long size;
    private final Progress progress;
    private long read;

    Counted(InputStream in, long size, Progress progress) {
      super(in);
      this.size = size;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var count = super.read(bytes, offset, length);
      return counted(count, count);
    }

    private int counted(int result, long bytes) {
      if (result >= 0) {
        read += bytes;
        progress.at((double) read / size);
      }
      return result;
    }
  }
}
