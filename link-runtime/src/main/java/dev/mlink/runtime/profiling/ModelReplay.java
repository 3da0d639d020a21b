package dev.mlink.runtime.profiling;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.runtime.sampling.NumpyTensor;
import dev.mlink.runtime.sampling.SampleTable;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.ProfileStore.Outcome;
import dev.mlink.runtime.store.Samples;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.RequestedOutput;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelConfigRequest;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelInput;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Has one model answer every frozen sample, one request at a time, and times it. */
final class ModelReplay {
    private static final long SAMPLE_SECONDS = 60;
    private static final double NANOS_PER_MILLI = 1e6;

    private final TritonGrpc triton;
    private final ScheduledExecutorService timer;
    private final NumpyTensor numpy = new NumpyTensor();
    private final SampleTable table = new SampleTable();

    ModelReplay(TritonGrpc triton, ScheduledExecutorService timer) {
        this.triton = triton;
        this.timer = timer;
    }

    /** What a model answered: first axis the samples. */
    record Recording(NpyArray output, Outcome outcome) {}

    /** A turn that cannot go on, with the reason as a sentence. */
    static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        StoppedException(String reason) {
            super(reason);
        }
    }

    /**
     * Waits for the model, sample after sample.
     *
     * @param progress told how many samples are done
     * @throws StoppedException at the first sample that is not answered
     */
    Recording replay(ModelTurn turn, Samples samples, IntConsumer progress) throws StoppedException {
        ModelConfig config = config(turn);
        List<NpyArray> outputs = new ArrayList<>();
        double[] millis = new double[samples.size()];
        for (int sample = 0; sample < samples.size(); sample++) {
            byte[] request = request(turn, config, samples, sample).write().toByteArray();
            long began = System.nanoTime();
            Reply<GrpcAnswer> reply = infer(turn, request);
            millis[sample] = (System.nanoTime() - began) / NANOS_PER_MILLI;
            outputs.add(output(turn, config.getMaxBatchSize() > 0, reply));
            progress.accept(sample + 1);
        }
        return new Recording(stack(turn, outputs), new Outcome(true, new Median(millis).value()));
    }

    private ModelConfig config(ModelTurn turn) throws StoppedException {
        ModelConfigRequest request =
                ModelConfigRequest.newBuilder().setName(turn.model()).build();
        try {
            return within(scope ->
                            triton.ask(turn.address(), GRPCInferenceServiceGrpc.getModelConfigMethod(), request, scope))
                    .getConfig();
        } catch (CompletionException unanswered) {
            throw new StoppedException("Triton at " + turn.address() + " does not describe model '" + turn.model()
                    + "': " + unanswered.getCause().getMessage());
        }
    }

    private Reply<GrpcAnswer> infer(ModelTurn turn, byte[] request) {
        return within(scope -> triton.infer(turn.address(), new Diagnosis(turn.model(), ""), request, scope));
    }

    private InferenceRequest request(ModelTurn turn, ModelConfig config, Samples samples, int sample)
            throws StoppedException {
        List<Tensor> tensors = new ArrayList<>();
        for (ModelInput input : config.getInputList()) {
            NpyArray array = samples.inputs().get(turn.inputs().getOrDefault(input.getName(), ""));
            if (array != null) {
                tensors.add(tensor(input, config.getMaxBatchSize() > 0, table.row(array, sample)));
            } else if (!input.getOptional()) {
                throw new StoppedException("model '" + turn.model() + "' needs '" + input.getName()
                        + "', and no group input of the samples feeds it; the samples have "
                        + samples.inputs().keySet());
            }
        }
        return new InferenceRequest(
                turn.model(), "", "", Map.of(), tensors, List.of(RequestedOutput.of(turn.output())));
    }

    private Tensor tensor(ModelInput input, boolean batches, NpyArray row) throws StoppedException {
        Datatype datatype = Datatype.of(input.getDataType())
                .orElseThrow(() -> new StoppedException("input '" + input.getName() + "' is " + input.getDataType()));
        Tensor tensor = numpy.toTensor(input.getName(), datatype, row);
        return batches ? tensor.shaped(batchOfOne(tensor.shape())) : tensor;
    }

    private NpyArray output(ModelTurn turn, boolean batches, Reply<GrpcAnswer> reply) throws StoppedException {
        if (reply.outcome() != Reply.Outcome.ANSWERED) {
            throw new StoppedException("model '" + turn.model() + "' did not answer a sample: " + reply.error());
        }
        try {
            Tensor tensor = InferenceResponse.read(
                            ModelInferResponse.parseFrom(reply.answer().message()))
                    .output(turn.output())
                    .orElseThrow(() -> new StoppedException(
                            "model '" + turn.model() + "' answered without output '" + turn.output() + "'"));
            NpyArray array = numpy.toArray(readable(tensor));
            return batches ? table.row(array, 0) : array;
        } catch (InvalidProtocolBufferException | IllegalArgumentException wrong) {
            throw new StoppedException(
                    "model '" + turn.model() + "' answered what cannot be kept: " + wrong.getMessage());
        }
    }

    /** numpy has no BF16; every value of it is a float32 too. */
    private static Tensor readable(Tensor tensor) {
        return tensor.datatype() == Datatype.BF16
                ? Tensor.ofFloats(tensor.name(), Datatype.FP32, tensor.shape(), tensor.floats())
                : tensor;
    }

    private NpyArray stack(ModelTurn turn, List<NpyArray> outputs) throws StoppedException {
        try {
            return table.stackArrays(outputs);
        } catch (IllegalArgumentException uneven) {
            throw new StoppedException("output '" + turn.output() + "' of model '" + turn.model()
                    + "' changes its shape: " + uneven.getMessage() + "; declare an output of one shape");
        }
    }

    private <T> T within(java.util.function.Function<Context, CompletionStage<T>> call) {
        Context.CancellableContext scope = Context.ROOT.withDeadlineAfter(SAMPLE_SECONDS, TimeUnit.SECONDS, timer);
        try {
            return call.apply(scope).toCompletableFuture().join();
        } finally {
            scope.cancel(null);
        }
    }

    private static Shape batchOfOne(Shape shape) {
        return new Shape(
                Stream.concat(Stream.of(1L), shape.dimensions().stream()).toList());
    }
}
