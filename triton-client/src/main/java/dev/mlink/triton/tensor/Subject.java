package dev.mlink.triton.tensor;

import java.util.List;

/**
 * What is being talked about when a tensor's bytes do not fit its shape, in the sentences that Triton uses.
 *
 * @param request what Triton puts before a sentence: {@code [request id: 7] }, or nothing
 * @param input the tensor's name
 * @param model {@code  for model 'm'}, or nothing where no model is known
 */
record Subject(String request, String input, String model) {

    /** A tensor by itself. */
    static Subject tensor(String name) {
        return new Subject("", name, "");
    }

    /** An input of a request. */
    static Subject input(String name, String model, String requestId) {
        String id = requestId.isEmpty() ? "<id_unknown>" : requestId;
        return new Subject("[request id: " + id + "] ", name, " for model '" + model + "'");
    }

    InvalidTensorException notSpecified(List<Long> dimensions) {
        return new InvalidTensorException(request + "All input dimensions should be specified for input '" + input + "'"
                + model + ", got " + Shape.text(dimensions));
    }

    InvalidTensorException byteSize(String expected, long got) {
        return new InvalidTensorException(request + "input byte size mismatch for input '" + input + "'" + model
                + ". Expected " + expected + ", got " + got);
    }

    InvalidTensorException tooFewElements(long expected, long got) {
        return new InvalidTensorException(request + "expected " + expected + " string elements for inference input '"
                + input + "'" + model + ", got " + got);
    }

    InvalidTensorException tooManyElements(long expected) {
        return new InvalidTensorException(request + "unexpected number of string elements " + (expected + 1)
                + " for inference input '" + input + "'" + model + ", expecting " + expected);
    }

    InvalidTensorException incompleteLength(int left) {
        return new InvalidTensorException(request + "incomplete string length indicator for inference input '" + input
                + "'" + model + ", expecting 4 bytes but only " + left
                + " bytes available. Please make sure the string length indicator is in one buffer.");
    }

    InvalidTensorException incompleteElement(long length, int left) {
        return new InvalidTensorException("incomplete string data for inference input '" + input
                + "', expecting string of length " + length + " but only " + left + " bytes available");
    }

    InvalidTensorException noData() {
        return new InvalidTensorException(
                "unable to find data for input tensor '" + input + "'" + model + " in request.");
    }

    InvalidTensorException contentsAndRaw() {
        return new InvalidTensorException(
                "contents field must not be specified when using raw_input_contents for '" + input + "'" + model);
    }

    InvalidTensorException contentsTwice() {
        return new InvalidTensorException("unexpected explicit tensor data for input tensor '" + input + "'" + model
                + ", binary data was already supplied.");
    }

    InvalidTensorException contentsOfType(Datatype got, Datatype expected) {
        return new InvalidTensorException("unexpected explicit tensor data for input tensor '" + input + "'" + model
                + " of type '" + got + "', expected datatype '" + expected + "'");
    }

    InvalidTensorException unknownDatatype(String datatype) {
        return new InvalidTensorException(
                request + "inference input '" + input + "' data-type is '" + datatype + "', which the protocol lacks");
    }

    InvalidTensorException inSharedMemoryOfNoSize() {
        return new InvalidTensorException("'shared_memory_byte_size' must be specified along with"
                + " 'shared_memory_region' parameter for tensor '" + input + "'");
    }

    InvalidTensorException inSharedMemory() {
        return new InvalidTensorException(request + "inference input '" + input + "'" + model
                + " is in shared memory, which only Triton can read: send its bytes");
    }
}
