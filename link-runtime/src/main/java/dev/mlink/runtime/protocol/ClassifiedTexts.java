package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlink.runtime.routing.ModelSignature;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.tensor.Datatype;

/** Refuses the classification of an output of texts: over HTTP, Triton 2.51 dies of it. */
record ClassifiedTexts(ModelSignature signature) {

    /** @throws Refusal INVALID_ARGUMENT, in the words that Triton has for it over gRPC */
    void refuse(JsonNode request) {
        for (JsonNode output : request.path("outputs")) {
            boolean text = signature
                    .output(output.path("name").asText())
                    .filter(declared -> declared.datatype() == Datatype.BYTES)
                    .isPresent();
            if (text && output.path("parameters").path("classification").asLong() > 0) {
                throw Refusal.invalid("class result not available for output due to unsupported type 'BYTES'");
            }
        }
    }
}
