package dev.copydesk.labelling;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fake of {@link ResultStore}; thread-safe like it. */
public final class InMemoryResultStore implements ResultStore {

  private final Map<String, ArticleResult> results = new HashMap<>();

  @Override
  public synchronized Replacement replace(ArticleResult result) {
    String address = result.ref().address();
    ArticleResult held = results.get(address);
    if (held != null && held.ref().sequencer().compareTo(result.ref().sequencer()) >= 0) {
      return Replacement.SUPERSEDED;
    }
    results.put(address, result);
    return Replacement.STORED;
  }

  @Override
  public synchronized Optional<ArticleResult> find(String address) {
    return Optional.ofNullable(results.get(address));
  }
}
