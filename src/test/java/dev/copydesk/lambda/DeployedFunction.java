package dev.copydesk.lambda;

import dev.copydesk.local.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What is deployed, as Lambda unpacks it.
 *
 * @param task the function's folder, {@code /var/task} on Lambda
 * @param opt the layers' folder, {@code /opt} on Lambda
 */
record DeployedFunction(Path task, Path opt) {

  static final Path FUNCTION_ZIP = Path.of("target/copydesk-function.zip");
  static final Path MODEL_ZIP = Path.of("target/copydesk-model.zip");

  /** Unpacks both zips below the folder. */
  static DeployedFunction unpack(Path folder) throws IOException {
    return new DeployedFunction(
        unpack(FUNCTION_ZIP, folder.resolve("task")), unpack(MODEL_ZIP, folder.resolve("opt")));
  }

  private static Path unpack(Path zip, Path folder) throws IOException {
    if (!Files.exists(zip)) {
      throw new IllegalStateException("expected `mvn package` to have made " + zip);
    }
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
    return folder;
  }

  /** The template's variables, and what the local servers need. */
  Map<String, String> environment(LocalServers servers, String table) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_TOOL_OPTIONS", javaToolOptions().replace("/var/task", task.toString()));
    environment.put(Settings.TABLE, table);
    environment.put(Settings.MODEL, opt.resolve("model").toString());
    environment.put(Settings.S3_PATH_STYLE, "true");
    environment.put("AWS_REGION", LocalServers.REGION.id());
    environment.put("AWS_ACCESS_KEY_ID", LocalServers.ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", LocalServers.SECRET_KEY);
    environment.put("AWS_ENDPOINT_URL_S3", servers.s3Endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", servers.dynamoDbEndpoint().toString());
    return environment;
  }

  /** As the template sets them. */
  static String javaToolOptions() throws IOException {
    return inTemplate("JAVA_TOOL_OPTIONS: >-\\n((?: {12}\\S+\\n)+)")
        .strip()
        .replaceAll("\\s+", " ");
  }

  /** MB that the function has unless the stack's parameter says otherwise. */
  static int memory() throws IOException {
    return Integer.parseInt(inTemplate("MemorySize:\\n +Type: Number\\n +Default: (\\d+)"));
  }

  private static String inTemplate(String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of("template.yaml")));
    if (!found.find()) {
      throw new IllegalStateException("expected the template to hold " + pattern);
    }
    return found.group(1);
  }
}
