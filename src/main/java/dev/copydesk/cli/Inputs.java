package dev.copydesk.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the arguments name: files, the files of folders, standard input. */
final class Inputs {

  /** Stands for standard input. */
  private static final String STANDARD_INPUT = "-";

  /** One object to read, under the name it was given. */
  record Input(String name) {

    InputStream open() throws IOException {
      return name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name));
    }
  }

  private Inputs() {}

  /** Every input once, a folder's in the order of their paths, hidden files left out. */
  static List<Input> of(List<String> arguments) throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (String argument : arguments) {
      Path path = Path.of(argument);
      if (!argument.equals(STANDARD_INPUT) && Files.isDirectory(path)) {
        inputs.addAll(filesBelow(path));
      } else {
        inputs.add(new Input(argument));
      }
    }
    return inputs.stream().distinct().toList();
  }

  private static List<Input> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !isHidden(folder.relativize(file)))
          .sorted()
          .map(file -> new Input(file.toString()))
          .toList();
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
