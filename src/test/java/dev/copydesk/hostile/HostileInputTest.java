package dev.copydesk.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.InMemoryObjectStore;
import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is uploaded, labels or a reason are stored, in bounded time and in the memory that the
 * function has: this JVM's heap is no larger than the one Lambda gives it.
 */
final class HostileInputTest {

  /** Against hanging only: the slowest takes a second or two. */
  private static final Duration HANGS = Duration.ofMinutes(2);

  private static final Map<String, String> EXPECTED = HostileInputs.outcomes();

  private final InMemoryObjectStore objects = new InMemoryObjectStore();
  private final InMemoryResultStore results = new InMemoryResultStore();
  private final ArticleLabeller labeller =
      new ArticleLabeller(
          objects,
          new ArticleReader(Limits.DEFAULT),
          new FakeParagraphClassifier(),
          results,
          Clock.systemUTC());

  private static List<HostileInput> inputs() {
    return HostileInputs.all();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void labelsOrAReasonAreStored(HostileInput input) {
    ArticleRef ref = new ArticleRef("articles", input.name(), "", "", Sequencer.parse("01"));
    objects.put(ref, input.bytes().get());
    assertTimeoutPreemptively(HANGS, () -> labeller.label(ref));
    ArticleResult result = results.find(ref.address()).orElseThrow();
    assertEquals(EXPECTED.get(input.name()), outcome(result), input.name());
  }

  private static String outcome(ArticleResult result) throws AssertionError {
    return switch (result) {
      case LabelledArticle labelled -> {
        labelled.paragraphs().forEach(HostileInputTest::assertSound);
        yield "labelled " + labelled.paragraphs().size();
      }
      case RejectedArticle rejected -> {
        assertTrue(rejected.rejection().detail().length() < 300, rejected.rejection().detail());
        yield rejected.rejection().reason().wireName();
      }
      case RemovedArticle _ -> throw new AssertionError("the object is there");
    };
  }

  /** What no database, file or page can take is not in a paragraph. */
  private static void assertSound(LabelledParagraph labelled) {
    String text = labelled.paragraph().text();
    try {
      StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new AssertionError("half a character in paragraph " + labelled.paragraph().position());
    }
    assertEquals(-1, text.indexOf('\0'), "NUL");
  }

  /** Or this test would show nothing: Lambda gives a JVM 85 % of the function's memory. */
  @Test
  void theHeapIsNoLargerThanTheFunctions() throws IOException {
    Matcher memory =
        Pattern.compile("MemorySize:\\s+Type: Number\\s+Default: (\\d+)")
            .matcher(Files.readString(Path.of("template.yaml")));
    assertTrue(memory.find(), "expected the template to have a MemorySize");
    long most = Long.parseLong(memory.group(1)) * 1024 * 1024 * 85 / 100;
    assertTrue(Runtime.getRuntime().maxMemory() <= most, "expected -Xmx as in pom.xml");
  }

  @Test
  void everyInputHasItsExpectedOutcomeAndThereAreManyOfThem() {
    Set<String> names = inputs().stream().map(HostileInput::name).collect(Collectors.toSet());
    assertEquals(inputs().size(), names.size(), "names are used once");
    assertEquals(new TreeSet<>(names), EXPECTED.keySet());
    assertTrue(names.size() >= 200, () -> names.size() + " inputs");
  }
}
