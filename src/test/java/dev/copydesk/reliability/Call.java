package dev.copydesk.reliability;

/** What the handler calls outside of itself. */
enum Call {
  READ_OBJECT,
  CLASSIFY,
  WRITE_RESULT
}
