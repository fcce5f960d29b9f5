package dev.copydesk.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Token ids of a group of paragraphs, any lengths, to one vector each. */
final class EncoderTranslator implements NoBatchifyTranslator<long[][], float[][]> {

  @Override
  public NDList processInput(TranslatorContext ctx, long[][] rows) {
    int width = Arrays.stream(rows).mapToInt(row -> row.length).max().orElseThrow();
    LongBuffer ids = LongBuffer.allocate(rows.length * width);
    LongBuffer mask = LongBuffer.allocate(rows.length * width);
    for (int row = 0; row < rows.length; row++) {
      ids.put(row * width, rows[row]);
      for (int i = 0; i < rows[row].length; i++) {
        mask.put(row * width + i, 1);
      }
    }
    NDManager manager = ctx.getNDManager();
    Shape shape = new Shape(rows.length, width);
    return new NDList(
        manager.create(ids, shape, DataType.INT64), manager.create(mask, shape, DataType.INT64));
  }

  @Override
  public float[][] processOutput(TranslatorContext ctx, NDList list) {
    return Matrices.rows(list.singletonOrThrow());
  }
}
