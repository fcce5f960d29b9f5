package dev.copydesk.reliability;

import com.google.gson.JsonObject;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import dev.copydesk.local.EventRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Those who upload, overwrite and delete one key: does it on the S3 server, knows what is there in
 * the end, and says of each change what S3 would.
 */
final class Newsroom {

  /** A version of the object; a delete marker has no bytes. */
  private record Version(String id, Optional<byte[]> bytes) {}

  private static final List<String> PUTS =
      List.of("Put", "Post", "Copy", "CompleteMultipartUpload");

  private final S3Client s3;
  private final Random random;
  private final String bucket;
  private final String key;
  private final boolean versioned;
  private final List<Version> versions = new ArrayList<>();
  private long clock = 0x1000;
  private Optional<ArticleRef> newest = Optional.empty();

  Newsroom(S3Client s3, Random random, Bucket bucket, String key) {
    this.s3 = s3;
    this.random = random;
    this.bucket = bucket.name();
    this.versioned = bucket.versioned();
    this.key = key;
  }

  /** A bucket of the S3 server. */
  record Bucket(String name, boolean versioned) {

    static Bucket create(S3Client s3, boolean versioned) {
      Bucket bucket = new Bucket("newsroom-" + UUID.randomUUID(), versioned);
      s3.createBucket(create -> create.bucket(bucket.name()));
      if (versioned) {
        s3.putBucketVersioning(
            put ->
                put.bucket(bucket.name())
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
      }
      return bucket;
    }
  }

  /** Changes the object and returns the event's record. */
  JsonObject change() {
    int dice = random.nextInt(10);
    if (versions.isEmpty() || dice < 6) {
      return upload();
    }
    return versioned && dice < 8 ? deleteVersion(random.nextInt(versions.size())) : delete();
  }

  JsonObject upload() {
    byte[] bytes = text();
    PutObjectResponse put =
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    String version = orEmpty(put.versionId());
    keep(new Version(version, Optional.of(bytes)));
    String name = "ObjectCreated:" + PUTS.get(random.nextInt(PUTS.size()));
    return record(name, version, put.eTag().replace("\"", ""), false);
  }

  JsonObject delete() {
    s3.deleteObject(request -> request.bucket(bucket).key(key));
    String marker = versioned ? newestMarker() : "";
    keep(new Version(marker, Optional.empty()));
    String name = versioned ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete";
    return record(name, marker, "", false);
  }

  /** From the list: the server answers a deletion with the id of the version that is covered. */
  private String newestMarker() {
    return s3.listObjectVersions(list -> list.bucket(bucket).prefix(key)).deleteMarkers().stream()
        .filter(DeleteMarkerEntry::isLatest)
        .map(DeleteMarkerEntry::versionId)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("expected a delete marker of " + key));
  }

  /**
   * May take away what is seen, uncover what was there before, or change nothing that is seen.
   *
   * @param index of the version or delete marker, the oldest first
   */
  JsonObject deleteVersion(int index) {
    Version version = versions.remove(index);
    s3.deleteObject(request -> request.bucket(bucket).key(key).versionId(version.id()));
    return record("ObjectRemoved:Delete", version.id(), "", true);
  }

  private void keep(Version version) {
    if (!versioned) {
      versions.clear();
    }
    versions.add(version);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private JsonObject record(String name, String version, String eTag, boolean uncovers) {
    String sequencer = sequencer();
    ArticleRef ref = new ArticleRef(bucket, key, version, eTag, Sequencer.parse(sequencer));
    newest = Optional.of(uncovers ? ref.newestVersion() : ref);
    JsonObject record = EventRecords.record(name, bucket, key, sequencer);
    JsonObject object = record.getAsJsonObject("s3").getAsJsonObject("object");
    if (!version.isEmpty()) {
      object.addProperty("versionId", version);
    }
    if (!eTag.isEmpty()) {
      object.addProperty("eTag", eTag);
    }
    return record;
  }

  /** Grows from change to change; of no fixed length, as S3 reserves to itself. */
  private String sequencer() {
    clock += 1 + random.nextInt(0x2000);
    clock = random.nextBoolean() ? clock : (clock + 0xFFF) & ~0xFFFL;
    String text = String.format(Locale.ROOT, "0067430000%08X", clock);
    return random.nextBoolean() ? text : text.replaceFirst("0+$", "");
  }

  /** The last change that was said; empty if there was none. */
  Optional<ArticleRef> newest() {
    return newest;
  }

  /** What lies under the key now. */
  Optional<byte[]> bytes() {
    return versions.isEmpty() ? Optional.empty() : versions.getLast().bytes();
  }

  /**
   * @throws IllegalStateException if something else lies in the bucket: the simulator, or its S3
   *     server, is wrong, and what it says of the table is worth nothing
   */
  void check() {
    Optional<byte[]> found = found();
    if (!Arrays.equals(bytes().orElse(null), found.orElse(null))) {
      throw new IllegalStateException(
          "expected %s under %s, found %s".formatted(said(bytes()), key, said(found)));
    }
  }

  private Optional<byte[]> found() {
    try {
      return Optional.of(s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  private static String said(Optional<byte[]> bytes) {
    return bytes.map(b -> b.length + " bytes").orElse("nothing");
  }

  /** An upload like no other, with a random choice of labels by the fake classifier. */
  private byte[] text() {
    int dice = random.nextInt(20);
    if (dice == 0) {
      return new byte[0];
    }
    if (dice == 1) {
      return ("%PDF-1.7 " + random.nextInt()).getBytes(StandardCharsets.UTF_8);
    }
    List<String> paragraphs = paragraphs();
    if (dice == 2) {
      return utf8("<html><body><p>" + String.join("</p>\n<p>", paragraphs) + "</p></body></html>");
    }
    byte[] text = utf8(String.join("\n\n", paragraphs));
    return dice == 3 ? packed(text) : text;
  }

  private List<String> paragraphs() {
    List<String> paragraphs = new ArrayList<>();
    int number = random.nextInt(1_000_000);
    for (int i = random.nextInt(5); i >= 0; i--) {
      String start =
          switch (random.nextInt(4)) {
            case 0 -> "Give to the fund for the bridge, number ";
            case 1 -> "By the reporter at the bridge, number ";
            case 2 -> "Who will mend the bridge? The council asked, number ";
            default -> "The bridge was closed on Tuesday for repairs, number ";
          };
      paragraphs.add(start + number + " of " + i + ".");
    }
    return paragraphs;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packed(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
