package dev.kappa.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  private static final long SEED = 20261127L;

  /** Bytes at the edges of what may stand where. */
  private static final int[] EDGES = {
    0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
    0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9})
  void agreesWithTheDecoderOnAnyThreeBytesBehindSoManyLetters(int letters) {
    for (int first : EDGES) {
      for (int second : EDGES) {
        for (int third : EDGES) {
          assertAgrees(behind(letters, first, second, third));
          assertAgrees(behind(letters, 0xF1, first, second, third));
        }
      }
    }
  }

  @Test
  void agreesWithTheDecoderOnRandomText() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    for (int n = 0; n < 20_000; n++) {
      var text = new StringBuilder();
      for (int c = random.nextInt(12); c >= 0; c--) {
        text.appendCodePoint(random.nextInt(1 << (random.nextInt(21) + 1)) % 0x110000);
      }
      var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertAgrees(bytes);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      assertAgrees(bytes);
    }
  }

  private static byte[] behind(int letters, int... bytes) {
    var all = new byte[letters + bytes.length];
    Arrays.fill(all, (byte) 'a');
    for (int i = 0; i < bytes.length; i++) {
      all[letters + i] = (byte) bytes[i];
    }
    return all;
  }

  private static void assertAgrees(byte[] bytes) {
    assertThat(Utf8.isValid(bytes)).as("%s", bytes).isEqualTo(isDecodable(bytes));
  }

  private static boolean isDecodable(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
