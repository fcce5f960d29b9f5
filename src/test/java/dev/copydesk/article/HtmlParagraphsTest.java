package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HtmlParagraphsTest {

  private static List<String> texts(String html) throws ArticleRejected {
    return HtmlParagraphs.of(html).stream().map(Paragraph::text).toList();
  }

  @Test
  void blocksComeInTheOrderOfTheDocument() throws ArticleRejected {
    assertEquals(
        List.of("Bridge closed", "By Tom Reed", "A crack was found.", "More", "Why bridges fail"),
        texts(
            "<h1>Bridge closed</h1><div>By <a href=x>Tom Reed</a><p>A <b>crack</b> was found.</p>More</div>"
                + "<ul><li>Why bridges fail</li></ul>"));
  }

  @Test
  void scriptsStylesAndHiddenPartsAreLeftOut() throws ArticleRejected {
    assertEquals(
        List.of("Seen."),
        texts(
            "<head><title>T</title></head><script>var a;</script><style>p{}</style><noscript>No script</noscript>"
                + "<p hidden>Hidden</p><div style='color:red; DISPLAY: none'>Hidden <p>inside</p></div>"
                + "<template><p>Later</p></template><!-- comment --><p>Seen.</p>"));
  }

  @Test
  void navigationIsLeftOutByItsElementOrRole() throws ArticleRejected {
    assertEquals(
        List.of("Story."),
        texts(
            "<nav><a>Home</a></nav><div role='navigation'>Sport</div><menu><li>Share</li></menu><p>Story.</p>"));
  }

  @Test
  void captionCreditButtonAndAppealAreBlocksOfTheirOwn() throws ArticleRejected {
    assertEquals(
        List.of(
            "The bridge on Friday.",
            "Photo: Lena Marsh",
            "Support us",
            "It takes a minute.",
            "Give now",
            "Not now"),
        texts(
            "<figure><img><figcaption>The bridge on Friday.</figcaption><div>Photo: Lena Marsh</div></figure>"
                + "<aside><h3>Support us</h3>It takes a minute.<button>Give now</button><button>Not now</button></aside>"));
  }

  @Test
  void oneBreakIsASpaceAndTwoEndABlock() throws ArticleRejected {
    assertEquals(List.of("One two", "three"), texts("<p>One<br>two<br> <br/>three</p>"));
  }

  @Test
  void entitiesAreDecodedAndTheirSourceIsCovered() throws ArticleRejected {
    String html = "<p>  Fish &amp; chips&nbsp;&mdash; &#8220;now&#8221; </p>";
    Paragraph paragraph = HtmlParagraphs.of(html).getFirst();
    assertEquals("Fish & chips — “now”", paragraph.text());
    assertEquals(
        "Fish &amp; chips&nbsp;&mdash; &#8220;now&#8221;",
        html.substring(paragraph.start(), paragraph.end()));
  }

  @Test
  void misplacedTextInATableIsKept() throws ArticleRejected {
    List<String> texts = texts("<table>Stray text<tr><td>Cell</td></tr></table>");
    assertTrue(texts.containsAll(List.of("Stray text", "Cell")), texts.toString());
  }

  @Test
  void asManyNestedElementsAsAreReadDoNotOverflow() throws ArticleRejected {
    String html = "<div>".repeat(50_000) + "deep";
    assertEquals(List.of("deep"), texts(html));
  }

  /** Whatever the mark-up, blocks do not overlap, and their text stands in their source. */
  @Test
  void offsetsOfRandomPagesAreInOrderAndInside() throws ArticleRejected {
    List<String> pieces =
        List.of(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<br>",
            "word ",
            "Other",
            " ",
            "\r\n",
            "&amp;",
            "<li>",
            "<h2>",
            "</h2>",
            "<button>",
            "</button>",
            "<span hidden>",
            "</span>",
            "é");
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      StringBuilder html = new StringBuilder("<html><body>");
      for (int i = 0; i < 60; i++) {
        html.append(pieces.get(random.nextInt(pieces.size())));
      }
      checkOrder(html.toString(), "seed " + seed);
    }
  }

  private static void checkOrder(String html, String seed) throws ArticleRejected {
    int end = 0;
    for (Paragraph paragraph : HtmlParagraphs.of(html)) {
      assertTrue(paragraph.start() >= end, seed + ": blocks overlap at " + paragraph.start());
      assertTrue(paragraph.end() <= html.length(), seed + ": a block ends outside");
      String source = html.substring(paragraph.start(), paragraph.end());
      String first = paragraph.text().split(" ", 2)[0].replace("&", "&amp;");
      assertTrue(
          source.startsWith(first.substring(0, 1)), seed + ": '" + source + "' is not of " + first);
      end = paragraph.end();
    }
  }
}
