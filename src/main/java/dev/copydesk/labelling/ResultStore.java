package dev.copydesk.labelling;

import java.util.Optional;

/** Where results are kept, one an article. Thread-safe. */
public interface ResultStore {

  /** Whether a result was kept or came too late. */
  enum Replacement {
    STORED,
    /** The store already holds a result for this object's state or a newer one. */
    SUPERSEDED
  }

  /**
   * Keeps the result in place of all that is held of the article, atomically, unless what is held
   * has an equal or newer sequencer.
   */
  Replacement replace(ArticleResult result);

  /**
   * @param address as of {@link dev.copydesk.article.ArticleRef#address()}
   * @return what is held, paragraphs in reading order; a removed article is held for a while
   */
  Optional<ArticleResult> find(String address);
}
