package dev.mlink.runtime.protocol;

import dev.mlink.runtime.admission.Admission;
import dev.mlink.runtime.admission.Admitted;
import dev.mlink.runtime.admission.Limit;
import dev.mlink.runtime.routing.Refusal;
import io.grpc.Status;

/** The room that one HTTP request has, in words that a client understands. */
record Room(Admission admission, Admitted admitted) {

    /**
     * Takes room for a body.
     *
     * @param bytes of the body as far as it is known
     * @param besides bytes that are held for the same request
     * @throws Refusal RESOURCE_EXHAUSTED that names the setting
     */
    void require(long bytes, long besides) {
        if (bytes > admission.limits().largestMessage()) {
            throw exhausted(admission.refuse(Limit.LARGEST_MESSAGE));
        }
        if (!admitted.need(bytes + besides)) {
            throw exhausted(admission.refuse(Limit.IN_FLIGHT));
        }
    }

    /**
     * Takes room for reading JSON.
     *
     * @throws Refusal RESOURCE_EXHAUSTED that names the setting
     */
    void requireToRead(HttpInferBody body) {
        if (!admitted.need(body.bytesToRead())) {
            throw exhausted(admission.refuse(Limit.IN_FLIGHT));
        }
    }

    static Refusal exhausted(String sentence) {
        return new Refusal(Status.RESOURCE_EXHAUSTED.withDescription(sentence));
    }
}
