package dev.mlink.runtime.protocol;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What one ModelStreamInfer call is told: answers leave in the order of their messages, whenever they are there. */
final class OrderedAnswers {
    private final ServerCall<byte[], byte[]> call;
    private final Queue<Place> places = new ArrayDeque<>();
    private boolean begun;
    private boolean closed;

    /** Where the answer to one message goes. */
    static final class Place {
        private final int size;
        private Optional<StreamedReply> answer = Optional.empty();

        private Place(int size) {
            this.size = size;
        }

        /** Bytes of the message. */
        int size() {
            return size;
        }
    }

    OrderedAnswers(ServerCall<byte[], byte[]> call) {
        this.call = call;
    }

    /** The place behind all others, of a message of this many bytes. */
    synchronized Place next(int size) {
        Place place = new Place(size);
        places.add(place);
        return place;
    }

    /** Gives a message its answer; returns the messages whose answers have left. */
    synchronized List<Place> put(Place place, StreamedReply answer) {
        place.answer = Optional.of(answer);
        List<Place> left = new ArrayList<>();
        while (!places.isEmpty() && places.peek().answer.isPresent()) {
            Place first = places.remove();
            write(first.answer.get());
            left.add(first);
        }
        return left;
    }

    /** Writes at once, as answers of decoupled models are. */
    synchronized void write(StreamedReply answer) {
        if (!answer.status().isOk()) {
            close(answer.status());
        } else if (answer.message().length > 0 && !closed && !call.isCancelled()) {
            begin(answer.epoch());
            call.sendMessage(answer.message());
        }
    }

    /** Whether every message has its answer. */
    synchronized boolean complete() {
        return places.isEmpty();
    }

    synchronized void close(Status status) {
        if (!closed && !call.isCancelled()) {
            call.close(status, new Metadata());
        }
        closed = true;
    }

    private void begin(long epoch) {
        if (!begun) {
            begun = true;
            Metadata headers = new Metadata();
            headers.put(GrpcHeaders.EPOCH, Long.toString(epoch));
            call.sendHeaders(headers);
        }
    }
}
