package dev.kappa.spark.io;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local file system for checkpoints. Where its native library is missing, Hadoop's own starts a
 * {@code chmod} process for every file and two of {@code readlink} to rename one, and it writes a
 * checksum file beside each: that is most of the time of a small micro-batch.
 */
public final class PlainLocalFileSystem extends LocalFileSystem {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  public PlainLocalFileSystem() {
    super(new RawFiles());
    setVerifyChecksum(false);
    setWriteChecksum(false);
  }

  /** The same behind Hadoop's other file API, which Spark uses for checkpoints. */
  public static final class Context extends DelegateToFileSystem {
    public Context(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(uri, new RawFiles(), hadoop, uri.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }

  private static final class RawFiles extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (POSIX) {
        Files.setPosixFilePermissions(
            pathToFile(path).toPath(), PosixFilePermissions.fromString(symbols(permission)));
      }
    }

    /** Of what a link points to: given a URI, that is what Hadoop's own returns too. */
    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return getFileStatus(path);
    }

    private static String symbols(FsPermission permission) {
      return permission.getUserAction().SYMBOL
          + permission.getGroupAction().SYMBOL
          + permission.getOtherAction().SYMBOL;
    }
  }
}
