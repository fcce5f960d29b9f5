package dev.copydesk.labelling;

final class InMemoryResultStoreTest extends ResultStoreContract {

  private final InMemoryResultStore store = new InMemoryResultStore();

  @Override
  protected ResultStore store() {
    return store;
  }
}
