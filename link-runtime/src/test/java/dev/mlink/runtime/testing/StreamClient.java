package dev.mlink.runtime.testing;

import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelStreamInferResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One ModelStreamInfer call about models of {@link AffineGroup}, which stays open from one answer to the next. */
public final class StreamClient implements AutoCloseable {
    private final TritonChannel channel;
    private final BlockingQueue<ModelStreamInferResponse> answers = new LinkedBlockingQueue<>();
    private final StreamObserver<ModelInferRequest> requests;
    private volatile String end = "nothing";

    public StreamClient(String address) {
        this.channel = TritonChannel.to(TritonAddress.parse(address)).open();
        this.requests = GRPCInferenceServiceGrpc.newStub(channel.grpc()).modelStreamInfer(new Answers());
    }

    /** Says what is to be answered for one row of numbers. */
    public void say(String model, String id, float... row) {
        Tensor tensor = Tensor.ofFloats("X", Datatype.FP32, Shape.of(1, AffineGroup.WIDTH), row);
        requests.onNext(new InferenceRequest(model, "", id, Map.of(), List.of(tensor), List.of()).write());
    }

    /** The answer that comes next. */
    public ModelStreamInferResponse next() throws InterruptedException {
        ModelStreamInferResponse answer = answers.poll(20, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("no answer within 20 s; the call has ended with " + end);
        }
        return answer;
    }

    /** The numbers of the answer that comes next. */
    public float[] numbers() throws InterruptedException {
        ModelStreamInferResponse answer = next();
        if (!answer.getErrorMessage().isEmpty()) {
            throw new AssertionError(answer.getErrorMessage());
        }
        return InferenceResponse.read(answer.getInferResponse())
                .output("Y")
                .orElseThrow()
                .floats();
    }

    @Override
    public void close() {
        channel.close();
    }

    private final class Answers implements StreamObserver<ModelStreamInferResponse> {
        @Override
        public void onNext(ModelStreamInferResponse answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            end = failure.getMessage();
        }

        @Override
        public void onCompleted() {
            end = "OK";
        }
    }
}
