package dev.copydesk.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, on a port of all of this machine's interfaces, so that
 * containers reach it; ends with this process.
 */
final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5); // of a busy machine
  private static final int POLL_MILLIS = 50;

  private final String name;
  private final Process process;
  private final int port;
  private final Path log;

  private ServerProcess(String name, Process process, int port, Path log) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** DynamoDB Local, in memory; its jars lie in {@code servers/dynamodb}. */
  static ServerProcess dynamoDb(Path servers, int port) {
    String folder = servers.resolve("dynamodb").toString();
    return start(
        "DynamoDB Local",
        servers,
        port,
        List.of(
            "-Xmx1g",
            "-Djava.library.path=" + folder,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            folder + "/*",
            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
            "-inMemory",
            "-port",
            Integer.toString(port)));
  }

  /** Adobe's S3 server; its jar lies in {@code servers/s3}. */
  static ServerProcess s3(Path servers, int port) {
    return start(
        "the S3 server",
        servers,
        port,
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1", // starts in two thirds of the time
            "-jar",
            jar(servers.resolve("s3")).toString(),
            "--server.port=0", // its TLS port, which nobody uses
            "--http.port=" + port));
  }

  /** A port that is free now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("could not find a free port", e);
    }
  }

  private static Path jar(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("expected a jar in " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException("expected the build to fill " + folder, e);
    }
  }

  private static ServerProcess start(String name, Path servers, int port, List<String> arguments) {
    if (answers(port)) {
      throw new IllegalStateException(
          "%s: expected port %d to be free, found it in use".formatted(name, port));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path log = servers.resolve(port + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(servers.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ServerProcess(name, process, port, log);
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + name, e);
    }
  }

  /** Waits until the server takes connections. */
  ServerProcess await() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "expected %s to answer on port %d; its log: %s".formatted(name, port, log));
      }
      pause();
    }
    return this;
  }

  private void pause() {
    try {
      boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (ended) {
        throw new IllegalStateException("%s ended at its start; its log: %s".formatted(name, log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  URI endpoint() {
    return URI.create("http://localhost:" + port);
  }

  /** Processor time since the start; zero where the system does not tell. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
