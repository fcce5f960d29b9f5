package dev.copydesk.local;

import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts files into the bucket and waits for what the table says of them. */
public final class Uploads {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private Uploads() {}

  /** The folder's files, in the order of their names. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Uploads the file under its name and returns its address. */
  static String upload(S3Client s3, Path file) {
    String key = file.getFileName().toString();
    s3.putObject(put -> put.bucket(LocalCloud.BUCKET).key(key), RequestBody.fromFile(file));
    return "s3://" + LocalCloud.BUCKET + "/" + key;
  }

  /** What the store holds of the article, as soon as it is as wanted. */
  public static ArticleResult await(
      ResultStore results, String address, Predicate<ArticleResult> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<ArticleResult> found = results.find(address).filter(wanted);
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IllegalStateException(
        "expected %s in the table within %d s, found %s"
            .formatted(address, PATIENCE.toSeconds(), results.find(address)));
  }
}
