package dev.copydesk.djl;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** Arrays of two dimensions out of the engine. */
final class Matrices {

  private Matrices() {}

  static float[][] rows(NDArray matrix) {
    int rows = (int) matrix.getShape().get(0);
    int columns = (int) matrix.getShape().get(1);
    float[] values = matrix.toFloatArray();
    float[][] result = new float[rows][];
    for (int row = 0; row < rows; row++) {
      result[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }
    return result;
  }
}
