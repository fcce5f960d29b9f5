package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import java.io.InputStream;
import java.util.Optional;

/** Where uploaded objects lie. Thread-safe. */
public interface ObjectStore {

  /**
   * Opens the object, or the version of it, that the reference names.
   *
   * @return the bytes as stored, to be closed by the caller, who may stop reading at any point;
   *     empty if there is no such object (any more)
   */
  Optional<InputStream> open(ArticleRef ref);
}
