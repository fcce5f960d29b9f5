package dev.copydesk.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * What SnapStart takes its snapshot after: the function's whole way, once, on two sample articles,
 * so that its classes are loaded and the model has run in all lengths. Between the AWS clients and
 * the network stands a {@link RehearsalHttpClient}, so that nothing is read or written.
 *
 * <p>The snapshot keeps nothing that ages: connections made here are closed at once, and the
 * credentials are not real, so that after a restore the first event opens connections and asks for
 * credentials itself. A function that fails its rehearsal is not published.
 */
final class Rehearsal implements Resource {

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  private static final AwsBasicCredentials NOT_REAL =
      AwsBasicCredentials.create("rehearsal", "rehearsal");

  private final Consumer<String> function;
  private final AtomicBoolean running;

  private Rehearsal(Consumer<String> function, AtomicBoolean running) {
    this.function = function;
    this.running = running;
  }

  /**
   * Registers a rehearsal for the snapshot, if there is to be one.
   *
   * @param function takes an S3 event
   * @param running told to the clients and credentials that the function uses
   * @return the rehearsal, to be kept: who takes the snapshot holds it weakly
   */
  static Rehearsal register(Consumer<String> function, AtomicBoolean running) {
    Rehearsal rehearsal = new Rehearsal(function, running);
    Core.getGlobalContext().register(rehearsal);
    return rehearsal;
  }

  /** Uses the real client except while a rehearsal is running. */
  static SdkHttpClient http(SdkHttpClient real, AtomicBoolean running) {
    return new RehearsalHttpClient(real, running);
  }

  /** Asks the real provider except while a rehearsal is running. */
  static AwsCredentialsProvider credentials(AwsCredentialsProvider real, AtomicBoolean running) {
    return () -> running.get() ? NOT_REAL : real.resolveCredentials();
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    long before = System.nanoTime();
    running.set(true);
    try {
      function.accept(new String(resource("event.json"), StandardCharsets.UTF_8));
    } finally {
      running.set(false);
    }
    LOG.info("rehearsed [ms={}]", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was kept that would have to be made anew.
  }

  /** A file of the folder {@code rehearsal}. */
  static byte[] resource(String name) {
    try (InputStream file = Rehearsal.class.getResourceAsStream("rehearsal/" + name)) {
      if (file == null) {
        throw new IllegalStateException("expected a resource rehearsal/" + name + ", found none");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the resource rehearsal/" + name, e);
    }
  }
}
