package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainLocalFileSystemTest {
  private static final String PROCESS_START = "jdk.ProcessStart";

  @TempDir private Path directory;

  @Test
  void noProcessIsStartedForAFileOfACheckpoint() throws IOException {
    try (var recording = new Recording()) {
      recording.enable(PROCESS_START);
      recording.start();
      var files = checkpointFiles();
      var offsets = hadoop(directory.resolve("offsets"));
      files.mkdirs(offsets);
      for (int batch = 0; batch < 3; batch++) {
        var path = new org.apache.hadoop.fs.Path(offsets, Integer.toString(batch));
        try (var out = files.createAtomic(path, false)) {
          out.write("v1".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(files.exists(path)).isTrue();
      }
      assertThat(files.list(offsets)).hasSize(3);
      files.delete(new org.apache.hadoop.fs.Path(offsets, "0"));
      recording.stop();

      assertThat(directory.resolve("offsets/2")).hasContent("v1");
      assertThat(startedProcesses(recording)).isEmpty();
    }
  }

  @Test
  void aLinkIsTakenForWhatItPointsTo() throws Exception {
    var target = Files.writeString(directory.resolve("target"), "four");
    var link = Files.createSymbolicLink(directory.resolve("link"), target);
    var files = new PlainLocalFileSystem.Context(URI.create("file:///"), new Configuration());
    assertThat(files.getFileLinkStatus(hadoop(link)).getLen()).isEqualTo(4);
  }

  @Test
  void aFileHasThePermissionsThatItWasGiven() throws Exception {
    var file = Files.writeString(directory.resolve("file"), "");
    var files = new PlainLocalFileSystem.Context(URI.create("file:///"), new Configuration());
    files.setPermission(hadoop(file), new FsPermission("640"));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  private CheckpointFileManager checkpointFiles() {
    return new FileContextBasedCheckpointFileManager(hadoop(directory), LocalFiles.settings());
  }

  private Iterable<String> startedProcesses(Recording recording) throws IOException {
    var file = directory.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(PROCESS_START))
        .map((RecordedEvent event) -> event.getString("command"))
        .toList();
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }
}
