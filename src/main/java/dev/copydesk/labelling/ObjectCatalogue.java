package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import java.util.Optional;

/** What is known of uploaded objects without opening them. Thread-safe. */
public interface ObjectCatalogue {

  /**
   * Finds an object of which no event told.
   *
   * @param versionId empty for the newest
   * @return the reference to that very version, with an order as of {@link
   *     dev.copydesk.article.Sequencer#withoutEvent}; empty if there is no such object (any more)
   */
  Optional<ArticleRef> find(String bucket, String key, String versionId);
}
