package dev.mlink.runtime.protocol;

import dev.mlink.triton.InferencePassThrough;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.regex.Pattern;

/** Refuses every other method with a sentence that says what to do instead. */
final class UnservedCalls extends HandlerRegistry {
    /** Loading and unloading, as a method of gRPC and as a path of HTTP. */
    private static final Pattern REPOSITORY = Pattern.compile(".*/(RepositoryModel|repository/models/).*");

    /** Methods that Triton has; of any other neither says more than that it is none. */
    private static final Pattern TRITONS = Pattern.compile(
            "inference\\.GRPCInferenceService/(RepositoryModel|TraceSetting|LogSettings|.*SharedMemory).*");

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
        MethodDescriptor<byte[], byte[]> descriptor = InferencePassThrough.METHOD.toBuilder()
                .setFullMethodName(method)
                .setType(MethodType.UNKNOWN)
                .build();
        Status status = TRITONS.matcher(method).matches() ? refusal(method) : Status.UNIMPLEMENTED;
        return ServerMethodDefinition.create(descriptor, (call, headers) -> {
            call.close(status, new Metadata());
            return new ServerCall.Listener<>() {};
        });
    }

    static Status refusal(String method) {
        return Status.UNIMPLEMENTED.withDescription(
                REPOSITORY.matcher(method).matches()
                        ? "the operator decides which models are loaded; change the ModelGroup instead of loading or unloading"
                        : "'" + method + "' is not answered by the link-runtime; ask Triton itself");
    }
}
