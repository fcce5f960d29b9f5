package dev.copydesk.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;

/** An article's paragraph vectors, in reading order, to one row of logits each. */
final class ContextTranslator implements NoBatchifyTranslator<float[][], float[][]> {

  @Override
  public NDList processInput(TranslatorContext ctx, float[][] vectors) {
    int width = vectors[0].length;
    FloatBuffer values = FloatBuffer.allocate(vectors.length * width);
    for (float[] vector : vectors) {
      values.put(vector);
    }
    values.flip();
    Shape shape = new Shape(vectors.length, width);
    return new NDList(ctx.getNDManager().create(values, shape, DataType.FLOAT32));
  }

  @Override
  public float[][] processOutput(TranslatorContext ctx, NDList list) {
    return Matrices.rows(list.singletonOrThrow());
  }
}
