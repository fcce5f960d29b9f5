package dev.copydesk.article;

/** Thrown for an object that no retry turns into an article. */
public final class ArticleRejected extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Rejection rejection;

  public ArticleRejected(Rejection.Reason reason, String detail) {
    super(reason.wireName() + ": " + detail);
    this.rejection = new Rejection(reason, detail);
  }

  public Rejection rejection() {
    return rejection;
  }
}
