package dev.copydesk.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/** JSON by RFC 8259 and nothing else: read leniently, some damaged events take minutes. */
final class StrictJson {

  private StrictJson() {}

  /**
   * @throws JsonParseException if it is no JSON, or something follows
   */
  static JsonElement parse(String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    JsonElement parsed = JsonParser.parseReader(reader);
    try {
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("expected the end after the first value");
      }
    } catch (IOException e) {
      throw new JsonParseException(e);
    }
    return parsed;
  }
}
