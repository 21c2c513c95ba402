package dev.kappa.ingest.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();
  private Path log;
  private FollowedFile followed;

  @BeforeEach
  void startFollowing() throws IOException {
    log = folder.resolve("app.log");
    follow(null);
  }

  @AfterEach
  void stopFollowing() throws IOException {
    followed.close();
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws IOException {
    assertThat(lines()).isEmpty();
    append("a\n");
    assertThat(lines()).containsExactly("a");
  }

  @Test
  void takesALineOnceItHasItsEnd() throws IOException {
    append("a\nb");
    assertThat(lines()).containsExactly("a");
    append("c\n");
    assertThat(lines()).containsExactly("bc");
  }

  @Test
  void goesOnWhereItWasLeft() throws IOException {
    append("a\nb\nhalf");
    assertThat(lines()).containsExactly("a", "b");
    restart();
    append(" a line\nc\n");
    assertThat(lines()).containsExactly("half a line", "c");
    assertThat(followed.position().lines()).isEqualTo(4);
  }

  @Test
  void readsARotatedFileToItsEndBeforeTheNewOne() throws IOException {
    append("a\n");
    assertThat(lines()).containsExactly("a");
    append("b\n");
    Files.move(log, folder.resolve("app.log.1"));
    Files.writeString(folder.resolve("app.log.1"), "late\nunended", StandardOpenOption.APPEND);
    assertThat(lines()).containsExactly("b", "late");
    append("c\n");
    assertThat(lines()).containsExactly("unended", "c");
  }

  @Test
  void catchesUpOnWhatWasRotatedWhileNobodyFollowed() throws IOException {
    append("a\n");
    lines();
    var left = followed.position();
    followed.close();
    append("b\n");
    rotateTo("app.log.2", 10);
    append("c\n");
    rotateTo("app.log.1", 20);
    Files.writeString(folder.resolve("app.log.0.gz"), "packed");
    append("d\n");

    follow(left);

    assertThat(lines()).containsExactly("b", "c", "d");
    assertThat(notices).anyMatch(notice -> notice.contains("app.log.2"));
  }

  @Test
  void missesNothingWhenTheFileIsRotatedTwiceBetweenTwoLooks() throws IOException {
    append("a\n");
    assertThat(lines()).containsExactly("a");
    rotateTo("app.log.1", 10);
    append("b\n");
    rotateTo("app.log.2", 20);
    append("c\n");
    assertThat(lines()).containsExactly("b", "c");
  }

  @Test
  void missesNothingWhenItIsLeftBetweenARotationAndTheNextLine() throws IOException {
    append("a\n");
    assertThat(lines()).containsExactly("a");
    rotateTo("app.log.1", 10);
    append("half");
    assertThat(lines()).isEmpty();
    var left = followed.position();
    followed.close();
    append(" a line\n");
    rotateTo("app.log.2", 20);
    append("b\n");
    follow(left);
    assertThat(lines()).containsExactly("half a line", "b");
  }

  @Test
  void readsTheRightFileThoughRotationsGiveItsNameToOthers() throws IOException {
    append("a\n");
    lines();
    var left = followed.position();
    followed.close();
    rotateTo("app.log.2", 10);
    append("b\n");
    rotateTo("app.log.1", 20);
    append("c\n");
    follow(left);
    Files.move(folder.resolve("app.log.2"), folder.resolve("app.log.3"));
    Files.move(folder.resolve("app.log.1"), folder.resolve("app.log.2"));
    Files.move(log, folder.resolve("app.log.1"));
    append("d\n");
    assertThat(lines()).containsExactly("b", "c", "d");
  }

  @Test
  void readsATruncatedFileFromItsFront() throws IOException {
    append("a\nb\n");
    lines();
    Files.writeString(log, "c\n");
    assertThat(lines()).containsExactly("c");
    assertThat(notices).anyMatch(notice -> notice.contains("truncated"));
  }

  @Test
  void seesATruncationThoughTheFileHasGrownPastItsFormerSize() throws IOException {
    append("a\nb\n");
    lines();
    Files.writeString(log, "c\nd\ne\nf\n");
    assertThat(lines()).containsExactly("c", "d", "e", "f");
  }

  @Test
  void finishesTheCopyOfAFileThatIsCopiedAndTruncated() throws IOException {
    append("a\nb\n");
    assertThat(lines()).containsExactly("a", "b");
    append("c\nd\n");
    Files.copy(log, folder.resolve("app.log.1"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(log, "e\n");
    assertThat(lines()).containsExactly("c", "d", "e");
  }

  @Test
  void seesATruncationWhileNobodyFollowed() throws IOException {
    append("a\nb\n");
    lines();
    var left = followed.position();
    followed.close();
    Files.writeString(log, "x\ny\nz\n");
    follow(left);
    assertThat(lines()).containsExactly("x", "y", "z");
    assertThat(notices).anyMatch(notice -> notice.contains("from its front"));
  }

  @Test
  void goesOnInARotatedFileWhereItWasLeftInTheMiddleOfIt() throws IOException {
    append("a\nb\n");
    assertThat(lines()).containsExactly("a", "b");
    Files.move(log, folder.resolve("app.log.1"));
    restart();
    append("c\n");
    assertThat(lines()).containsExactly("c");
  }

  private void restart() throws IOException {
    var left = followed.position();
    followed.close();
    follow(left);
  }

  private void follow(Position from) throws IOException {
    followed =
        new FollowedFile(
            log,
            from,
            place -> {
              throw new IOException("nothing here is that long: " + place);
            },
            notices::add);
  }

  private void rotateTo(String name, long second) throws IOException {
    var to = folder.resolve(name);
    Files.move(log, to);
    Files.setLastModifiedTime(to, FileTime.fromMillis(1_000_000_000_000L + 1000 * second));
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<String> lines() throws IOException {
    var lines = new ArrayList<String>();
    for (var line = followed.next(); line != null; line = followed.next()) {
      lines.add(new String(line.value(), StandardCharsets.UTF_8));
    }
    return lines;
  }
}
