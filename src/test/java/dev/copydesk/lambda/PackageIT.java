package dev.copydesk.lambda;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalServers;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** What is deployed: the two zips as Lambda unpacks them. */
final class PackageIT {

  private static final Path ARTICLE = Path.of("events/articles/local-news-appeal.txt");

  private static final Set<String> NATIVES =
      Set.of(
          "libjnidispatch.so", "libonnxruntime.so", "libonnxruntime4j_jni.so", "libtokenizers.so");

  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(so[.0-9]*|dll|dylib|jnilib|a|pdb|dSYM/.*|debug)");

  private static final Pattern NEVER_DEPLOYED =
      Pattern.compile(
          "(dev/copydesk/(cli|local)|picocli|org/mockito|org/junit|com/tngtech|com/adobe"
              + "|com/almworks|org/eclipse/jetty|org/springframework|io/netty"
              + "|com/amazonaws/(?!services/lambda/runtime/)(services/)?[^/]+/).*\\.class");

  @TempDir static Path unpacked;

  private static DeployedFunction function;

  @BeforeAll
  static void unpack() throws IOException {
    function = DeployedFunction.unpack(unpacked);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Every file, and for a jar every file in it. */
  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : files(folder)) {
      names.add(folder.relativize(file).toString().replace(File.separatorChar, '/'));
      if (file.toString().endsWith(".jar")) {
        names.addAll(namesInJar(file));
      }
    }
    return names;
  }

  private static Set<String> namesInJar(Path jar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (ZipInputStream entries =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void zipsAndWhatTheyUnpackToStayWithinTheirLimits() throws IOException {
    assertAtMost(
        30_000_000, Files.size(DeployedFunction.FUNCTION_ZIP), DeployedFunction.FUNCTION_ZIP);
    assertAtMost(25_000_000, Files.size(DeployedFunction.MODEL_ZIP), DeployedFunction.MODEL_ZIP);
    long bytes = 0;
    for (Path file : files(unpacked)) {
      bytes += Files.size(file);
    }
    assertAtMost(120_000_000, bytes, "all unpacked");
  }

  private static void assertAtMost(long most, long found, Object what) {
    assertTrue(found <= most, () -> "expected at most %d bytes of %s".formatted(most, what));
  }

  @Test
  void noServerNoTestLibraryNoOldSdkAndNoCommandLineIsDeployed() throws IOException {
    Set<String> found = names(function.task());
    found.removeIf(NEVER_DEPLOYED.asMatchPredicate().negate());
    assertEquals(Set.of(), found);
    assertTrue(names(function.task()).contains("dev/copydesk/lambda/ArticleHandler.class"));
  }

  @Test
  void theBundleLandsInTheModelFolder() throws IOException {
    Set<String> bundle = new TreeSet<>(Set.of("model/README.md"));
    files(Path.of("model/bundle")).forEach(file -> bundle.add("model/" + file.getFileName()));
    assertEquals(bundle, names(function.opt()));
  }

  @Test
  void nativeCodeIsOfLinuxOnX64AloneAndLiesBesideTheJars() throws IOException {
    Set<String> found = names(function.task());
    found.removeIf(NATIVE.asMatchPredicate().negate());
    Set<String> expected =
        NATIVES.stream().map(name -> "lib/" + name).collect(toCollection(TreeSet::new));
    assertEquals(expected, found);
    for (String name : found) {
      byte[] library = Files.readAllBytes(function.task().resolve(name));
      byte[] elf64 = {0x7f, 'E', 'L', 'F', 2};
      assertArrayEquals(elf64, Arrays.copyOf(library, 5), name);
      assertEquals(62, library[18], () -> "the machine of " + name + ", 62 is x86-64");
      String text = new String(library, StandardCharsets.ISO_8859_1);
      assertFalse(text.contains("\0.debug_info\0"), () -> "debug symbols in " + name);
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void thePackageAloneLabelsAnArticleAndUnpacksNothing() throws Exception {
    LocalServers servers = LocalServers.shared();
    servers.s3().createBucket(bucket -> bucket.bucket("package"));
    servers.createTable("package");
    servers
        .s3()
        .putObject(put -> put.bucket("package").key("a.txt"), RequestBody.fromFile(ARTICLE));
    Path output = unpacked.resolve("output.txt");
    int exitCode = invoke(function.environment(servers, "package"), output);
    String said = Files.readString(output);
    assertEquals(0, exitCode, said);

    ArticleResult result =
        new DynamoDbResultStore(servers.dynamoDb(), "package")
            .find("s3://package/a.txt")
            .orElseThrow();
    assertInstanceOf(LabelledArticle.class, result);
    Set<String> loaded = new TreeSet<>();
    NATIVES.forEach(
        name -> loaded.add(PackagedFunction.LOADED + function.task().resolve("lib", name)));
    assertEquals(loaded, lines(said, PackagedFunction.LOADED));
    assertEquals(Set.of(), lines(said, PackagedFunction.WRITTEN));
  }

  private static Set<String> lines(String said, String start) {
    return said.lines().filter(line -> line.startsWith(start)).collect(toCollection(TreeSet::new));
  }

  /** With the package's class path and, for the stand-in of the runtime, the test classes. */
  private static int invoke(Map<String, String> environment, Path output) throws Exception {
    Path event = unpacked.resolve("event.json");
    Files.writeString(event, EventRecords.message("ObjectCreated:Put", "package", "a.txt", 1));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + Files.createDirectory(unpacked.resolve("tmp")),
            "-Duser.home=" + Files.createDirectory(unpacked.resolve("home")),
            "-cp",
            String.join(
                File.pathSeparator,
                function.task().toString(),
                function.task().resolve("lib", "*").toString(),
                Path.of("target/test-classes").toString()),
            PackagedFunction.class.getName());
    ProcessBuilder runtime =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(event.toFile())
            .redirectOutput(output.toFile());
    runtime.environment().clear();
    runtime.environment().putAll(environment);
    Process process = runtime.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }
}
