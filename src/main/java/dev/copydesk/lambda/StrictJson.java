package dev.copydesk.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;

/** JSON by RFC 8259 and nothing else: read leniently, some damaged events take minutes. */
final class StrictJson {

  private StrictJson() {}

  /**
   * @throws JsonParseException if it is no JSON
   */
  static JsonElement parse(String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    return JsonParser.parseReader(reader);
  }
}
