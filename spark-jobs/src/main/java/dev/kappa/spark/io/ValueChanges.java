package dev.kappa.spark.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Changes of {@link GrowingValues} as bytes: one after another {@code 1, key, length so far, length
 * added, bytes} or {@code 2, key} for a value that was removed, and at the end {@code 0} and the
 * CRC-32C of all before. Kinds take a byte, numbers four.
 */
final class ValueChanges {
  private static final int END = 0;
  private static final int APPENDED = 1;
  private static final int REMOVED = 2;
  private static final int BUFFER_BYTES = 65_536;

  private ValueChanges() {}

  /** Writes changes to a file; it does not close it. */
  static final class Writer {
    private final CheckedOutputStream checked;
    private final DataOutputStream out;

    Writer(OutputStream file) {
      checked = new CheckedOutputStream(file, new CRC32C());
      out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER_BYTES));
    }

    /** Bytes from there on were added to a value that had this length. */
    void appended(int key, int length, byte[] bytes, int start) throws IOException {
      out.writeByte(APPENDED);
      out.writeInt(key);
      out.writeInt(length);
      out.writeInt(bytes.length - start);
      out.write(bytes, start, bytes.length - start);
    }

    void removed(int key) throws IOException {
      out.writeByte(REMOVED);
      out.writeInt(key);
    }

    void end() throws IOException {
      out.writeByte(END);
      out.flush();
      out.writeLong(checked.getChecksum().getValue());
      out.flush();
    }
  }

  /**
   * Makes the changes of a file.
   *
   * @throws IOException if it is damaged, or is not about these values
   */
  static void read(InputStream file, GrowingValues values) throws IOException {
    var checked = new CheckedInputStream(new BufferedInputStream(file, BUFFER_BYTES), new CRC32C());
    var in = new DataInputStream(checked);
    for (int kind = in.readUnsignedByte(); kind != END; kind = in.readUnsignedByte()) {
      int key = in.readInt();
      if (kind == APPENDED) {
        int length = in.readInt();
        int added = in.readInt();
        if (length != values.length(key) || added < 0) {
          throw new IOException(
              "it adds %,d bytes to a value of %,d, which has %,d"
                  .formatted(added, length, values.length(key)));
        }
        values.append(key, in.readNBytes(added), 0);
      } else if (kind == REMOVED) {
        values.remove(key);
      } else {
        throw new IOException("it has changes of an unknown kind, " + kind);
      }
    }
    var sum = checked.getChecksum().getValue();
    if (sum != in.readLong()) {
      throw new IOException("its checksum is another one");
    }
  }
}
