package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** Where the models are served: by a Triton that the user runs, or by one that the operator does. */
@ApiObject
@ValidationRule(
        value = "has(self.service) != has(self.managed)",
        message =
                "write service: {name: triton} for a Triton that you run, or managed: {image: …, repository: …} for one"
                        + " that the operator runs, one of the two")
@ValidationRule(
        value = "has(self.service) == has(oldSelf.service)",
        message = "a group stays with its Triton: delete the group, which leaves Triton as it was found, and create it"
                + " again")
@ValidationRule(
        value = "!has(self.managed) || (!has(self.tls) && !has(self.restrictedApi))",
        message = "write tls and restrictedApi beside service only: nobody but the group and the operator knows the"
                + " Triton that the operator runs")
public record TritonSpec(
        @JsonPropertyDescription("An existing Service in this namespace; every ready endpoint behind it is driven.")
                TritonService service,
        @JsonPropertyDescription("A Triton that the operator runs for this group alone.") ManagedTriton managed,
        @JsonPropertyDescription(
                        "How Triton's gRPC port is encrypted; plain text when absent. Where it is encrypted, nothing goes"
                                + " to its HTTP port: what clients ask over HTTP is asked over gRPC.")
                TritonTlsSpec tls,
        @JsonPropertyDescription(
                        "Keys of Triton's restricted APIs, shown for what the operator and the link-runtime ask on their"
                                + " own account; clients show theirs.")
                RestrictedApiSpec restrictedApi) {

    /** The Triton that the operator runs; empty when the user does. */
    public Optional<ManagedTriton> own() {
        return Optional.ofNullable(managed);
    }

    /** How its gRPC port is encrypted; empty for plain text. */
    public Optional<TritonTlsSpec> encryption() {
        return Optional.ofNullable(tls);
    }

    /** The Secret with keys of its restricted APIs; empty where it has none. */
    public Optional<RestrictedApiSpec> keys() {
        return Optional.ofNullable(restrictedApi);
    }

    /** The Service whose endpoints are driven: the user's, or that of the group's own Triton. */
    public TritonService driven(String group) {
        return own().map(ours -> new TritonService(group + "-triton", null, null, null))
                .orElse(service);
    }
}
