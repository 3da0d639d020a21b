package dev.mlink.runtime.protocol;

import dev.mlink.runtime.admission.Limit;
import dev.mlink.runtime.routing.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads the body of an HTTP request as far as the budget goes: what is announced is taken before anything is read. */
final class ArrivingBody {
    private final HttpServerRequest request;
    private final Room room;
    private final Promise<Buffer> whole = Promise.promise();
    private final int announced;
    private Buffer body = Buffer.buffer();

    private ArrivingBody(HttpServerRequest request, Room room) {
        this.request = request;
        this.room = room;
        this.announced = (int) Math.min(Integer.MAX_VALUE, announced(request));
    }

    /** Fails with a {@link Refusal}, or as the connection does. */
    static Future<Buffer> of(HttpServerRequest request, Room room) {
        return new ArrivingBody(request, room).read();
    }

    private Future<Buffer> read() {
        if (!fits(announced(request))) {
            request.resume(); // what comes nevertheless is dropped
            return whole.future();
        }
        Vertx vertx = Vertx.currentContext().owner();
        long late = vertx.setTimer(
                room.admission().limits().receive().toMillis(),
                timer -> whole.tryFail(Room.exhausted(room.admission().refuse(Limit.RECEIVE))));
        whole.future().onComplete(read -> vertx.cancelTimer(late));
        request.handler(this::more)
                .endHandler(end -> whole.tryComplete(body))
                .exceptionHandler(whole::tryFail)
                .resume(); // Quarkus pauses requests until their handlers are there
        return whole.future();
    }

    private void more(Buffer chunk) {
        if (!whole.future().isComplete() && fits((long) body.length() + chunk.length())) {
            if (body.length() == 0) {
                body = Buffer.buffer(Math.max(announced, chunk.length())); // not before the first byte
            }
            body.appendBuffer(chunk);
        }
    }

    private boolean fits(long bytes) {
        try {
            room.require(bytes, 0);
            return true;
        } catch (Refusal refusal) {
            whole.tryFail(refusal);
            return false;
        }
    }

    private static long announced(HttpServerRequest request) {
        try {
            String length = request.getHeader("Content-Length");
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
