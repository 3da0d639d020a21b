package dev.mlink.operator.triton;

/**
 * What came of running a model for a moment at its largest batch.
 *
 * @param batch samples in each request
 * @param millisPerSample median over the requests but the first, which may have warmed something up
 * @param reportedBytes GPU memory that the model's backend says it took while it was loaded; 0 where it says nothing, as
 *     all but the ONNX and TensorRT ones do
 */
public record Exercise(int batch, double millisPerSample, long reportedBytes) {}
