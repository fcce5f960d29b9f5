package dev.copydesk.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import dev.copydesk.labelling.ModelInfo;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The bundle's two ONNX graphs in a row: {@code encoder} turns each paragraph's tokens into a
 * vector, {@code context} turns the article's vectors into logits. Paragraphs are encoded in groups
 * of like length, so that little is spent on padding. Memory grows with the square of the number of
 * paragraphs, but is small beside the model's for 1,000.
 */
public final class OnnxParagraphClassifier implements ParagraphClassifier, AutoCloseable {

  /** The tokenizers' library brings an engine of a better rank: it must be named. */
  private static final String ENGINE = "OnnxRuntime";

  private final ModelBundle bundle;
  private final HuggingFaceTokenizer tokenizer;
  private final Model encoder;
  private final Model context;
  private final Scoring scoring;

  private OnnxParagraphClassifier(
      ModelBundle bundle, HuggingFaceTokenizer tokenizer, Model encoder, Model context) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.context = context;
    this.scoring = new Scoring(bundle.outputs(), bundle.temperature());
  }

  /**
   * @param folder of a bundle; every file of it is verified
   * @param threads of the engine for one article, at least 1
   * @throws IllegalStateException if a file of the bundle, or a native library of the packaged
   *     function, is missing, damaged or at odds
   */
  public static OnnxParagraphClassifier load(Path folder, int threads) {
    stayOffline();
    NativeLibraries.verify();
    ModelBundle bundle = ModelBundle.open(folder);
    return new OnnxParagraphClassifier(
        bundle,
        tokenizer(bundle),
        graph(bundle, ModelBundle.ENCODER, threads),
        graph(bundle, ModelBundle.CONTEXT, threads));
  }

  /** Without these, an engine's start asks the EC2 metadata address and may look for downloads. */
  private static void stayOffline() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private static HuggingFaceTokenizer tokenizer(ModelBundle bundle) {
    Map<String, String> options =
        Map.of(
            "truncation", "true",
            "maxLength", Integer.toString(bundle.maxTokens()),
            "padding", "false");
    try {
      return HuggingFaceTokenizer.newInstance(bundle.tokenizer(), options);
    } catch (IOException e) {
      throw new UncheckedIOException("model bundle: could not read " + bundle.tokenizer(), e);
    }
  }

  private static Model graph(ModelBundle bundle, String name, int threads) {
    Model model = Model.newInstance(name, Device.cpu(), ENGINE);
    Map<String, String> options =
        Map.of("intraOpNumThreads", Integer.toString(threads), "interOpNumThreads", "1");
    try {
      model.load(bundle.folder(), name, options);
      return model;
    } catch (IOException | MalformedModelException e) {
      model.close();
      throw new IllegalStateException(
          "model bundle: expected an ONNX graph in %s"
              .formatted(bundle.folder().resolve(name + ".onnx")),
          e);
    }
  }

  @Override
  public List<Prediction> classify(List<String> paragraphs) {
    long[][] tokens = tokens(paragraphs);
    float[][] logits = predict(context, new ContextTranslator(), vectors(tokens));
    return Arrays.stream(logits).map(scoring::prediction).toList();
  }

  /** Token ids of each paragraph, [CLS] and [SEP] included. */
  long[][] tokens(List<String> paragraphs) {
    return Arrays.stream(tokenizer.batchEncode(paragraphs))
        .map(Encoding::getIds)
        .toArray(long[][]::new);
  }

  private float[][] vectors(long[][] tokens) {
    float[][] vectors = new float[tokens.length][];
    try (Predictor<long[][], float[][]> predictor = encoder.newPredictor(new EncoderTranslator())) {
      for (List<Integer> group : LengthGroups.of(tokens)) {
        long[][] rows = group.stream().map(i -> tokens[i]).toArray(long[][]::new);
        float[][] encoded = predictor.predict(rows);
        for (int row = 0; row < rows.length; row++) {
          vectors[group.get(row)] = encoded[row];
        }
      }
    } catch (TranslateException e) {
      throw new IllegalStateException("the encoder graph failed", e);
    }
    return vectors;
  }

  private static <I, O> O predict(Model model, Translator<I, O> translator, I input) {
    try (Predictor<I, O> predictor = model.newPredictor(translator)) {
      return predictor.predict(input);
    } catch (TranslateException e) {
      throw new IllegalStateException("the graph of " + model.getName() + " failed", e);
    }
  }

  @Override
  public ModelInfo model() {
    return bundle.info();
  }

  @Override
  public void close() {
    new ArrayList<AutoCloseable>(List.of(context, encoder, tokenizer)).forEach(this::close);
  }

  private void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("could not close the model", e);
    }
  }
}
