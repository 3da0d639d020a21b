package dev.mlink.runtime.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.Reply.Outcome;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.InvalidTensorException;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import dev.mlink.triton.wire.ModelInferResponse;
import io.grpc.Context;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Asks over gRPC what came over HTTP: Triton's HTTP port cannot be encrypted. The answer is written here, so that its JSON
 * has our spaces and digits.
 */
final class Transcoding implements HttpExecution {
    private final TritonGrpc triton;
    private final HttpInferWriter writer;
    private final AnswerCoding coding = new AnswerCoding();

    Transcoding(TritonGrpc triton, HttpInferWriter writer) {
        this.triton = triton;
        this.writer = writer;
    }

    /** @throws Refusal where the body is no request */
    @Override
    public CompletionStage<Reply<HttpAnswer>> execute(
            Endpoint endpoint, Diagnosis diagnosis, HttpRequest request, Context within) {
        byte[] message = forTriton(request.decode()).toByteArray();
        return triton.infer(endpoint.grpc(), diagnosis, message, within).thenApply(reply -> answer(request, reply));
    }

    private static void forTriton(InferRequestedOutputTensor.Builder output) {
        if (output.containsParameters(HttpInferReader.SHARED_MEMORY)) {
            throw new Refusal(Status.UNIMPLEMENTED.withDescription("output '" + output.getName()
                    + "' cannot be left in shared memory: this group's Triton is asked over gRPC (triton.tls)"));
        }
        if (output.getParametersOrDefault(GrpcParameters.CLASSIFICATION, InferParameter.getDefaultInstance())
                        .getInt64Param()
                == 0) {
            output.removeParameters(GrpcParameters.CLASSIFICATION); // none over HTTP, an error over gRPC
        }
        output.removeParameters(HttpInferWriter.BINARY);
    }

    /** Without what is about the form of an answer over HTTP: gRPC has one form only. */
    private static ModelInferRequest forTriton(ModelInferRequest request) {
        ModelInferRequest.Builder rest = request.toBuilder().removeParameters(HttpInferWriter.ALL_BINARY);
        request.getParametersMap().keySet().stream()
                .filter(name -> name.startsWith(DirectiveReader.PARAMETER_PREFIX))
                .forEach(rest::removeParameters);
        rest.getOutputsBuilderList().forEach(Transcoding::forTriton);
        return rest.build();
    }

    private Reply<HttpAnswer> answer(HttpRequest request, Reply<GrpcAnswer> reply) {
        if (reply.outcome() != Outcome.ANSWERED) {
            return new Reply<>(reply.outcome(), error(request, reply.answer().status()), reply.error());
        }
        try {
            ModelInferResponse message =
                    ModelInferResponse.parseFrom(reply.answer().message());
            return new Reply<>(Outcome.ANSWERED, written(request, InferenceResponse.read(message)), "");
        } catch (Refusal inAnotherForm) { // the datatype is none of JSON's
            return refused(request, inAnotherForm.status());
        } catch (InvalidProtocolBufferException | InvalidTensorException wrong) {
            return refused(
                    request, Status.INTERNAL.withDescription("Triton's answer cannot be read: " + wrong.getMessage()));
        }
    }

    private HttpAnswer written(HttpRequest request, InferenceResponse response) {
        Optional<String> accepted =
                Optional.ofNullable(request.forwarded().headers().get("Accept-Encoding"));
        return coding.code(writer.write(request.decode(), response), accepted);
    }

    private static Reply<HttpAnswer> refused(HttpRequest request, Status status) {
        return new Reply<>(Outcome.REFUSED, error(request, status), String.valueOf(status.getDescription()));
    }

    private static HttpAnswer error(HttpRequest request, Status status) {
        String path = request.forwarded().path().replaceFirst("\\?.*", "");
        return HttpErrors.of(status.asRuntimeException(), path);
    }
}
