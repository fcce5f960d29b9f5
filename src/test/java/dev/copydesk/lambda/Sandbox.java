package dev.copydesk.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The places that Lambda gives a function, in a mount namespace of its own: {@code /var/task},
 * {@code /opt}, {@code /var/runtime} and {@code /var/lang}, which nobody can write to, root
 * neither, and 512 MB of {@code /tmp}. It needs Linux, and root or a system that gives its users
 * namespaces.
 */
final class Sandbox {

  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Path RUNTIME = Path.of("target/runtime").toAbsolutePath();

  /** The folders may lie below /var, /opt or /tmp, so each is in its place before those go. */
  private static final String PREPARE =
      """
      set -e
      mount -t tmpfs tmpfs /mnt
      for place in task:"$1" opt:"$2" runtime:"$3" lang:"$4"; do
        mkdir "/mnt/${place%%:*}"
        mount --bind "${place#*:}" "/mnt/${place%%:*}"
        mount -o remount,bind,ro "/mnt/${place%%:*}"
      done
      mount --move /mnt /var
      mount --bind /var/opt /opt
      mount -o remount,bind,ro /opt
      mount -t tmpfs -o size=512m tmpfs /tmp
      shift 4
      cd /var/task
      exec "$@"
      """;

  private final DeployedFunction function;

  Sandbox(DeployedFunction function) {
    this.function = function;
  }

  /** Where the function is, seen from within. */
  static DeployedFunction inside() {
    return new DeployedFunction(Path.of("/var/task"), Path.of("/opt"));
  }

  /** Starts the command in {@code /var/task}, with this environment and no other. */
  Process start(Map<String, String> environment, Path output, String... command)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("/usr/bin/unshare"));
    if (!Objects.equals(System.getProperty("user.name"), "root")) {
      all.addAll(List.of("--user", "--map-root-user"));
    }
    all.addAll(List.of("--mount", "/bin/sh", "-c", PREPARE, "sandbox"));
    all.addAll(List.of(function.task().toString(), function.opt().toString()));
    all.addAll(List.of(RUNTIME.toString(), JDK.toString()));
    all.addAll(List.of(command));
    ProcessBuilder process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
    process.environment().clear();
    process.environment().putAll(environment);
    return process.start();
  }
}
