package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Catalogue;
import io.grpc.Context;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthImplBase;
import io.grpc.stub.StreamObserver;

/** What probes and load balancers ask a gRPC server: as with Triton, the same for every service that they name. */
final class ServerHealth extends HealthImplBase {
    private final Catalogue catalogue;

    ServerHealth(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
        catalogue.serverReady(Context.current()).thenAccept(ready -> {
            ServingStatus status = ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
            observer.onNext(HealthCheckResponse.newBuilder().setStatus(status).build());
            observer.onCompleted();
        });
    }
}
