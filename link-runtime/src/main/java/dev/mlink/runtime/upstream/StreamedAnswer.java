package dev.mlink.runtime.upstream;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelStreamInferResponse;
import java.io.IOException;

/**
 * What an encoded ModelStreamInferResponse says about its request, found without reading tensors.
 *
 * @param error Triton's sentence; empty when the model answered
 * @param last whether it says that it is the last one to its request
 */
record StreamedAnswer(String error, boolean last) {
    private static final String FINAL = "triton_final_response";

    /** What cannot be read is taken for an answer: the client will say what is wrong with it. */
    static StreamedAnswer of(byte[] message) {
        try {
            return new Scan(CodedInputStream.newInstance(message)).run();
        } catch (IOException malformed) {
            return new StreamedAnswer("", false);
        }
    }

    private static final class Scan {
        private final CodedInputStream in;
        private boolean last;

        Scan(CodedInputStream in) {
            this.in = in;
        }

        StreamedAnswer run() throws IOException {
            String error = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case ModelStreamInferResponse.ERROR_MESSAGE_FIELD_NUMBER -> error = in.readStringRequireUtf8();
                    case ModelStreamInferResponse.INFER_RESPONSE_FIELD_NUMBER -> response();
                    default -> in.skipField(tag);
                }
            }
            return new StreamedAnswer(error, last);
        }

        private void response() throws IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == ModelInferResponse.PARAMETERS_FIELD_NUMBER) {
                    parameter();
                } else {
                    in.skipField(tag);
                }
            }
            in.popLimit(limit);
        }

        /** A map entry is a message of its own: key 1, value 2. */
        private void parameter() throws IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            String key = "";
            InferParameter value = InferParameter.getDefaultInstance();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> key = in.readStringRequireUtf8();
                    case 2 -> value = InferParameter.parseFrom(in.readByteArray());
                    default -> in.skipField(tag);
                }
            }
            in.popLimit(limit);
            last |= key.equals(FINAL) && value.getBoolParam();
        }
    }
}
