package dev.copydesk.cli;

import dev.copydesk.labelling.Label;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Labels by their wire names. */
final class LabelConverter implements ITypeConverter<Label> {

  @Override
  public Label convert(String value) {
    try {
      return Label.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
