/**
 * The model: an ONNX bundle run through the Deep Java Library. Start at {@link
 * dev.copydesk.djl.OnnxParagraphClassifier}.
 */
@NullMarked
package dev.copydesk.djl;

import org.jspecify.annotations.NullMarked;
