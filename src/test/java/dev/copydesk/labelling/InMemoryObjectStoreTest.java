package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;

final class InMemoryObjectStoreTest extends ObjectStoreContract {

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private int versions;

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected ArticleRef put(String key, byte[] bytes) {
    ArticleRef ref = new ArticleRef("articles", key, "v" + ++versions, "", Sequencer.parse("01"));
    store.put(ref, bytes);
    return ref;
  }

  @Override
  protected void delete(ArticleRef ref) {
    store.delete(ref);
  }
}
