package dev.copydesk.djl;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one output of the model stands for, as a line of the bundle's label file: {@code news_body},
 * {@code attribution/statement}.
 *
 * @param kind only with {@link Label#ATTRIBUTION}
 */
record Output(Label label, @Nullable Kind kind) {

  static Output parse(String line) {
    int slash = line.indexOf('/');
    Label label = Label.parse(slash < 0 ? line : line.substring(0, slash));
    Kind kind = slash < 0 ? null : Kind.parse(line.substring(slash + 1));
    if ((label == Label.ATTRIBUTION) != (kind != null)) {
      throw new IllegalArgumentException("expected a kind with attribution only, found " + line);
    }
    return new Output(label, kind);
  }

  /**
   * @throws IllegalStateException if a label or kind is missing, surplus or unknown
   */
  static List<Output> readAll(Path file) {
    List<Output> outputs;
    try {
      outputs = Files.readAllLines(file).stream().map(Output::parse).toList();
    } catch (IOException | IllegalArgumentException e) {
      throw ModelBundle.fault(
          file, "one output a line", e.getMessage() == null ? "" : e.getMessage());
    }
    Set<Output> distinct = new HashSet<>(outputs);
    Set<Label> labels = EnumSet.noneOf(Label.class);
    outputs.forEach(output -> labels.add(output.label()));
    int expected = Label.values().length + Kind.values().length - 1;
    if (distinct.size() != outputs.size()
        || outputs.size() != expected
        || labels.size() != Label.values().length) {
      throw ModelBundle.fault(file, "each label and kind once", outputs);
    }
    return outputs;
  }
}
