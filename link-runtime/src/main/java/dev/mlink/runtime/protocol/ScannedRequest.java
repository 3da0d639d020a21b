package dev.mlink.runtime.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an encoded ModelInferRequest says about where it goes, found in one pass that skips over tensors; our own
 * parameters are cut out of the bytes, everything else stays as the client wrote it.
 *
 * @param model asked for
 * @param version asked for; empty leaves the choice to the server
 * @param id echoed in the answer
 * @param directives the parameters whose names begin with {@code mlink_}
 * @param sequence the parameters whose names begin with {@code sequence_}
 * @param message without the directives; the very same bytes where there are none
 */
record ScannedRequest(
        String model,
        String version,
        String id,
        Map<String, InferParameter> directives,
        Map<String, InferParameter> sequence,
        byte[] message) {

    /**
     * @throws Refusal INTERNAL, as Triton answers, when the bytes are no message; INVALID_ARGUMENT for a shape whose bytes
     *     cannot be counted, of which Triton 2.51 loses the model's process
     */
    static ScannedRequest of(byte[] message) {
        try {
            return new Scan(message).run();
        } catch (IOException malformed) {
            throw new Refusal(Status.INTERNAL.withDescription("Unable to parse request"));
        }
    }

    private static final class Scan {
        private final byte[] message;
        private final CodedInputStream in;
        private final Map<String, InferParameter> directives = new LinkedHashMap<>();
        private final Map<String, InferParameter> sequence = new HashMap<>();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
        private int copied;
        private String model = "";
        private String version = "";
        private String id = "";
        private boolean uncountable;

        Scan(byte[] message) {
            this.message = message;
            this.in = CodedInputStream.newInstance(message);
        }

        ScannedRequest run() throws IOException {
            for (int begin = 0, tag = in.readTag(); tag != 0; begin = in.getTotalBytesRead(), tag = in.readTag()) {
                boolean text = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
                switch (text ? WireFormat.getTagFieldNumber(tag) : 0) {
                    case ModelInferRequest.MODEL_NAME_FIELD_NUMBER -> model = in.readStringRequireUtf8();
                    case ModelInferRequest.MODEL_VERSION_FIELD_NUMBER -> version = in.readStringRequireUtf8();
                    case ModelInferRequest.ID_FIELD_NUMBER -> id = in.readStringRequireUtf8();
                    case ModelInferRequest.PARAMETERS_FIELD_NUMBER -> parameter(begin);
                    case ModelInferRequest.INPUTS_FIELD_NUMBER -> input();
                    default -> skip(tag);
                }
            }
            if (uncountable) {
                throw UncountableShape.refusal(id, model);
            }
            return new ScannedRequest(model, version, id, directives, sequence, forwarded());
        }

        private byte[] forwarded() {
            if (copied == 0) {
                return message;
            }
            kept.write(message, copied, message.length - copied);
            return kept.toByteArray();
        }

        /** Only the shape is looked at; a message packs it, but need not. */
        private void input() throws IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            UncountableShape shape = new UncountableShape();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) != InferInputTensor.SHAPE_FIELD_NUMBER) {
                    skip(tag);
                } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    int packed = in.pushLimit(in.readRawVarint32());
                    while (in.getBytesUntilLimit() > 0) {
                        shape.add(in.readInt64());
                    }
                    in.popLimit(packed);
                } else {
                    shape.add(in.readInt64());
                }
            }
            in.popLimit(limit);
            uncountable |= shape.found();
        }

        /** A map entry is a message of its own: key 1, value 2. */
        private void parameter(int begin) throws IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            String key = "";
            InferParameter value = InferParameter.getDefaultInstance();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> key = in.readStringRequireUtf8();
                    case 2 -> value = InferParameter.parseFrom(in.readByteArray());
                    default -> skip(tag);
                }
            }
            in.popLimit(limit);
            if (key.startsWith(DirectiveReader.PARAMETER_PREFIX)) {
                directives.put(key, value);
                kept.write(message, copied, begin - copied);
                copied = in.getTotalBytesRead();
            } else if (key.startsWith(SequenceReader.PREFIX)) {
                sequence.put(key, value);
            }
        }

        private void skip(int tag) throws IOException {
            if (!in.skipField(tag)) {
                throw new InvalidProtocolBufferException("a group ends that never began");
            }
        }
    }
}
