package dev.copydesk.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small damage to real shapes; the same random numbers do the same damage. */
final class Mutation {

  private static final int MOST_CHANGES = 8;
  private static final int MOST_REPEATS = 300;

  /** What readers of these formats have stumbled over. */
  private static final List<String> MORSELS =
      List.of(
          "\0",
          "\u001b[2J",
          "\ufeff",
          "\u202e",
          "\u2028",
          "\r",
          "\n\n",
          "\u0085",
          "\ud83d\ude22",
          "<",
          ">",
          "&",
          "&#xD800;",
          "&#0;",
          "&#x9b;",
          "&amp",
          "<!--",
          "-->",
          "<![CDATA[",
          "]]>",
          "<script>",
          "</script>",
          "<table>",
          "<td>",
          "<p>",
          "</p>",
          "<br>",
          "<b>",
          "<a href='",
          "<svg>",
          "<math>",
          "<template>",
          "<object>",
          "<select>",
          "<plaintext>",
          "<body hidden>",
          "<meta charset=",
          "<!DOCTYPE",
          "<?xml ",
          "\"",
          "'",
          "\\",
          "{",
          "[",
          "]",
          "}",
          ",",
          ":",
          "null",
          "-1",
          "1e999",
          "%",
          "%2",
          "%ff",
          "+",
          "..",
          "s3://",
          "%PDF-",
          "true",
          "\t");

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  byte[] of(byte[] original) {
    byte[] bytes = original;
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(1 + random.nextInt(60)));
    return switch (random.nextInt(8)) {
      case 0 -> flipped(bytes, from);
      case 1 -> spliced(bytes, from, to, new byte[0]);
      case 2 -> spliced(bytes, from, from, morsel());
      case 3 -> spliced(bytes, from, to, morsel());
      case 4 -> spliced(bytes, from, from, repeated(Arrays.copyOfRange(bytes, from, to)));
      case 5 -> spliced(bytes, from, from, repeated(morsel()));
      case 6 -> Arrays.copyOf(bytes, from);
      default -> spliced(bytes, from, to, noise());
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (at < flipped.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] morsel() {
    return MORSELS.get(random.nextInt(MORSELS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] repeated(byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = random.nextInt(MOST_REPEATS); i > 0; i--) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(12)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] insertion) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, from);
    all.writeBytes(insertion);
    all.write(bytes, to, bytes.length - to);
    return all.toByteArray();
  }
}
