package dev.copydesk.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

final class WholeObjectTest {

  private static final byte[] BYTES = "Bridge closed".getBytes(StandardCharsets.UTF_8);

  private static WholeObject of(long length, Duration patience) {
    return new WholeObject(new ByteArrayInputStream(BYTES), "s3://a/b", length, patience);
  }

  @Test
  void aWholeObjectIsReadAsItIs() throws IOException {
    assertArrayEquals(BYTES, of(BYTES.length, Duration.ofMinutes(1)).readAllBytes());
  }

  @Test
  void anEndBeforeTheEndIsAnError() {
    EOFException e =
        assertThrows(EOFException.class, () -> of(20, Duration.ofMinutes(1)).readAllBytes());
    assertEquals("expected 20 bytes of s3://a/b, found the end after 13", e.getMessage());
  }

  @Test
  void bytesThatTrickleTooSlowlyAreAnError() {
    IOException e = assertThrows(IOException.class, () -> of(20, Duration.ZERO).read());
    assertEquals("expected 20 bytes of s3://a/b within 0 ms, found 1", e.getMessage());
  }

  /** Here the JDK's HTTP client sees it first; {@link WholeObject} is for those that do not. */
  @Test
  void anObjectWhoseConnectionBreaksIsNotTakenForAShorterOne() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2L * BYTES.length);
          exchange.getResponseBody().write(BYTES);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    server.start();
    try (S3Client s3 = client(server);
        InputStream object =
            new S3ObjectStore(s3)
                .open(new ArticleRef("articles", "a.txt", "", "", Sequencer.parse("01")))
                .orElseThrow()) {
      assertThrows(IOException.class, object::readAllBytes);
    } finally {
      server.stop(0);
    }
  }

  private static S3Client client(HttpServer server) {
    return S3Client.builder()
        .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
