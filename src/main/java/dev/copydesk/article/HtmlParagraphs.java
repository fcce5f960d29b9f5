package dev.copydesk.article;

import dev.copydesk.article.Rejection.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Paragraphs of an HTML page: its blocks in the order of the document. Scripts, styles, hidden
 * parts and site navigation are left out; a caption, a credit, a button or an appeal is a block of
 * its own.
 */
final class HtmlParagraphs implements NodeVisitor {

  private static final Set<String> LEFT_OUT =
      Set.of(
          "head",
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "math",
          "canvas",
          "iframe",
          "object",
          "embed",
          "audio",
          "video",
          "map",
          "nav",
          "menu",
          "select",
          "datalist",
          "textarea",
          "dialog");

  private static final Set<String> MENU_ROLES = Set.of("navigation", "menu", "menubar", "tablist");

  /** Blocks besides those that jsoup knows as such. */
  private static final Set<String> BLOCKS =
      Set.of("button", "figcaption", "caption", "summary", "td", "th", "option", "label", "legend");

  /**
   * Tags, comments and stray less-than signs of a page; news has some thousands. What some elements
   * cost the parser grows with the square of their number.
   */
  private static final int MOST_TAGS = 50_000;

  private final String html;
  private final List<Paragraph> paragraphs = new ArrayList<>();
  private final StringBuilder block = new StringBuilder();
  private int start = Integer.MAX_VALUE;
  private int end = -1;
  private int leftOutDepth = -1;
  private boolean afterBreak;

  private HtmlParagraphs(String html) {
    this.html = html;
  }

  static List<Paragraph> of(String html) throws ArticleRejected {
    refuseTooManyTags(html);
    Document page = parsed(html);
    HtmlParagraphs visitor = new HtmlParagraphs(html);
    page.traverse(visitor);
    visitor.endBlock();
    return visitor.paragraphs;
  }

  /** The parser is made to take anything, but some nests of hundreds of tags it gives up on. */
  private static Document parsed(String html) throws ArticleRejected {
    try {
      return Parser.htmlParser().setTrackPosition(true).parseInput(html, "");
    } catch (RuntimeException e) {
      throw new ArticleRejected(
          Reason.UNSUPPORTED_FORMAT, "expected HTML, found tags that the HTML parser gives up on");
    }
  }

  private static void refuseTooManyTags(String html) throws ArticleRejected {
    long tags = html.chars().filter(c -> c == '<').count();
    if (tags > MOST_TAGS) {
      throw new ArticleRejected(
          Reason.TOO_LARGE, "expected at most %d tags, found %d".formatted(MOST_TAGS, tags));
    }
  }

  @Override
  public void head(Node node, int depth) {
    if (leftOutDepth >= 0) {
      return;
    }
    if (node instanceof TextNode text) {
      append(text);
    } else if (node instanceof Element element) {
      enter(element, depth);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (depth == leftOutDepth) {
      leftOutDepth = -1;
    } else if (leftOutDepth < 0 && node instanceof Element element && isBlock(element)) {
      endBlock();
    }
  }

  private void enter(Element element, int depth) {
    if (isLeftOut(element)) {
      leftOutDepth = depth;
    } else if (isBlock(element)) {
      endBlock();
    } else if (element.normalName().equals("br")) {
      breakLine();
    }
  }

  private void append(TextNode text) {
    String words = wholeCharacters(text.getWholeText());
    block.append(words);
    if (!Spaces.collapse(words).isEmpty()) {
      afterBreak = false;
      // Not simply first to last: misplaced text in tables is moved before the table.
      start = Math.min(start, text.sourceRange().startPos());
      end = Math.max(end, text.sourceRange().endPos());
    }
  }

  /** A numeric reference may name half a character (D800), which no store or file takes. */
  private static String wholeCharacters(String text) {
    if (text.codePoints().noneMatch(HtmlParagraphs::isHalf)) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().map(c -> isHalf(c) ? 0xfffd : c).forEach(whole::appendCodePoint);
    return whole.toString();
  }

  private static boolean isHalf(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }

  /** One line break is a space; two in a row end the block. */
  private void breakLine() {
    if (afterBreak) {
      endBlock();
    } else {
      block.append(' ');
      afterBreak = true;
    }
  }

  private void endBlock() {
    String text = Spaces.collapse(block);
    if (!text.isEmpty()) {
      trimSource();
      paragraphs.add(new Paragraph(paragraphs.size(), text, start, end - start));
    }
    block.setLength(0);
    start = Integer.MAX_VALUE;
    end = -1;
    afterBreak = false;
  }

  private void trimSource() {
    while (start < end - 1 && Spaces.isSpace(html.charAt(start))) {
      start++;
    }
    while (end > start + 1 && Spaces.isSpace(html.charAt(end - 1))) {
      end--;
    }
  }

  private static boolean isBlock(Element element) {
    return element.isBlock() || BLOCKS.contains(element.normalName());
  }

  private static boolean isLeftOut(Element element) {
    return LEFT_OUT.contains(element.normalName())
        || element.hasAttr("hidden")
        || MENU_ROLES.contains(element.attr("role").toLowerCase(Locale.ROOT))
        || isStyledAway(element.attr("style"));
  }

  private static boolean isStyledAway(String style) {
    String plain = style.replace(" ", "").toLowerCase(Locale.ROOT);
    return plain.contains("display:none") || plain.contains("visibility:hidden");
  }
}
