package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** Where samples, profiles and links are kept: a claim that the user has, one that the operator makes, or a bucket. */
@ApiObject
@ValidationRule(
        value = "!has(self.volumeClaim) || (!has(self.size) && !has(self.storageClassName))",
        message =
                "a claim of your own has its own size and class: write volumeClaim alone, or size and storageClassName"
                        + " without it")
@ValidationRule(
        value = "!has(self.s3) || (!has(self.volumeClaim) && !has(self.size) && !has(self.storageClassName))",
        message = "a bucket needs no claim: write s3 alone, or volumeClaim, size or storageClassName without it")
public record StoreSpec(
        @Size(min = 1, max = 253) @JsonPropertyDescription("An existing PersistentVolumeClaim in this namespace.")
                String volumeClaim,
        @SchemaFrom(type = String.class)
                @ValidationRule(
                        value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                        message = "write the size of the claim above zero, such as 1Gi")
                @JsonPropertyDescription("Size of the claim that is made. Default: 1Gi.")
                Quantity size,
        @Size(min = 1, max = 253)
                @JsonPropertyDescription("Storage class of the claim that is made; the cluster's default.")
                String storageClassName,
        @JsonPropertyDescription("A bucket instead of a claim; pods may then run on any node.") BucketSpec s3) {

    /** The user's own claim; empty when the operator makes one. */
    public Optional<String> existingClaim() {
        return Optional.ofNullable(volumeClaim);
    }

    /** The bucket; empty when the store is a claim. */
    public Optional<BucketSpec> bucket() {
        return Optional.ofNullable(s3);
    }

    /** Size of the claim to make. */
    public Quantity claimSize() {
        return Optional.ofNullable(size).orElseGet(() -> new Quantity("1Gi"));
    }

    /** Storage class of the claim to make; empty for the cluster's default. */
    public Optional<String> claimClass() {
        return Optional.ofNullable(storageClassName);
    }
}
