package dev.mlink.runtime.protocol;

import dev.mlink.runtime.admission.Admission;
import dev.mlink.runtime.admission.Admitted;
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
            throw exhausted(admission.tooLarge());
        }
        if (!admitted.need(bytes + besides)) {
            throw exhausted(admission.tooManyBytes());
        }
    }

    static Refusal exhausted(String sentence) {
        return new Refusal(Status.RESOURCE_EXHAUSTED.withDescription(sentence));
    }
}
