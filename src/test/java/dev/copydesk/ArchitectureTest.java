package dev.copydesk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** What never depends on what; see docs/architecture.md. */
final class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.copydesk");

  private static void check(ArchRule rule) {
    rule.check(MAIN);
  }

  @Test
  void articleKnowsOnlyItsParser() {
    check(
        classes()
            .that()
            .resideInAPackage("..article..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..article..", "java..", "org.jsoup..", "org.jspecify.."));
  }

  @Test
  void labellingKnowsOnlyArticles() {
    check(
        classes()
            .that()
            .resideInAPackage("..labelling..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..labelling..", "..article..", "java..", "org.jspecify.."));
  }

  @Test
  void adaptersKnowNeitherEachOtherNorWhoUsesThem() {
    for (String adapter : new String[] {"s3", "dynamodb", "djl"}) {
      check(
          noClasses()
              .that()
              .resideInAPackage("dev.copydesk." + adapter)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others(adapter)));
    }
  }

  private static String[] others(String adapter) {
    return java.util.stream.Stream.of("s3", "dynamodb", "djl", "lambda", "cli")
        .filter(other -> !other.equals(adapter))
        .map(other -> "dev.copydesk." + other)
        .toArray(String[]::new);
  }

  @Test
  void nothingKnowsTheFunction() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("..lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.copydesk.lambda"));
  }

  @Test
  void eachTechnologyHasOneHome() {
    onlyIn("..s3..", "software.amazon.awssdk.services.s3..", "lambda");
    onlyIn("..dynamodb..", "software.amazon.awssdk.services.dynamodb..", "lambda", "cli");
    onlyIn("..djl..", "ai.djl..");
    onlyIn("..lambda..", "com.amazonaws.services.lambda..");
    onlyIn("..cli..", "picocli..");
    onlyIn("..article..", "org.jsoup..", "cli");
  }

  private static void onlyIn(String home, String technology, String... compositionRoots) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages(home, compositionRoots))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(technology));
  }

  private static String[] packages(String home, String... more) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(home),
            java.util.stream.Stream.of(more).map(root -> "dev.copydesk." + root))
        .toArray(String[]::new);
  }

  @Test
  void onlyCompositionRootsReadTheEnvironment() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.copydesk.lambda", "dev.copydesk.cli")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class));
  }

  @Test
  void onlyWiringTakesTheSystemClock() {
    check(
        noClasses()
            .that()
            .doNotHaveSimpleName("Wiring")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.Instant.class, "now"));
  }

  @Test
  void packagesFormNoCircle() {
    check(SlicesRuleDefinition.slices().matching("dev.copydesk.(*)..").should().beFreeOfCycles());
  }
}
