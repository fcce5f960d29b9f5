package dev.copydesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build writes: every library under a licence that we know. */
final class LicencesIT {

  private static final Path BILL = Path.of("target/bom.json");

  /** All may be distributed with software under Apache-2.0. */
  private static final Set<String> COMPATIBLE =
      Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause");

  private static JsonArray components() throws IOException {
    assertTrue(
        Files.exists(BILL), BILL + " is written by a build that is online: mvn verify, without -o");
    return JsonParser.parseString(Files.readString(BILL))
        .getAsJsonObject()
        .getAsJsonArray("components");
  }

  private static Set<String> licences(JsonObject component) {
    Set<String> licences = new TreeSet<>();
    if (component.has("licenses")) {
      for (JsonElement element : component.getAsJsonArray("licenses")) {
        JsonObject choice = element.getAsJsonObject();
        if (choice.has("expression")) {
          licences.add(choice.get("expression").getAsString());
        } else {
          JsonObject licence = choice.getAsJsonObject("license");
          licences.add(licence.get(licence.has("id") ? "id" : "name").getAsString());
        }
      }
    }
    return licences;
  }

  @Test
  void everyLibraryHasACompatibleLicence() throws IOException {
    Set<String> unknown = new TreeSet<>();
    for (JsonElement element : components()) {
      JsonObject component = element.getAsJsonObject();
      Set<String> licences = licences(component);
      if (licences.stream().noneMatch(COMPATIBLE::contains)) {
        unknown.add(component.get("name").getAsString() + " " + licences);
      }
    }
    assertEquals(Set.of(), unknown, "look at the licence, then list it here");
  }

  @Test
  void theBillListsWhatIsDeployedWithHashes() throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonElement element : components()) {
      JsonObject component = element.getAsJsonObject();
      names.add(component.get("name").getAsString());
      assertTrue(component.has("hashes"), component.toString());
    }
    assertTrue(names.containsAll(Set.of("s3", "dynamodb", "onnxruntime", "tokenizers", "jsoup")));
    assertFalse(names.contains("mockito-core"), "test libraries are not deployed");
  }
}
