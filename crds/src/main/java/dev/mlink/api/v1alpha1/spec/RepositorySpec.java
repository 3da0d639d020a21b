package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** A model repository of Triton: on a volume, in a bucket, or in the image itself. It is only read. */
@ApiObject
@ValidationRule(
        value = "has(self.s3) ? !has(self.volumeClaim) && !has(self.path) : has(self.volumeClaim) || has(self.path)",
        message =
                "write volumeClaim (and path for a directory on it), or s3: {bucket: …}, or path alone for a directory"
                        + " of the image")
@ValidationRule(
        value = "!has(self.path) || has(self.volumeClaim) || self.path.startsWith('/')",
        message = "a directory of the image begins with '/', such as /models",
        fieldPath = ".path")
public record RepositorySpec(
        @Size(min = 1, max = 253) @JsonPropertyDescription("A PersistentVolumeClaim in this namespace.")
                String volumeClaim,
        @Size(min = 1, max = 512)
                @ValidationRule(
                        value =
                                "self.matches('^/?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$') && !self.matches('(^|/)[.][.]?(/|$)')",
                        message =
                                "write a directory of letters, digits, '.', '_' and '-' with slashes between them, such"
                                        + " as models")
                @JsonPropertyDescription(
                        "A directory on the claim, its root when absent; without a claim one of the image.")
                String path,
        @JsonPropertyDescription("A bucket, of which Triton keeps a copy of each loaded model.") BucketSpec s3) {

    /** The claim with the models. */
    public Optional<String> claim() {
        return Optional.ofNullable(volumeClaim);
    }

    /** The bucket with the models. */
    public Optional<BucketSpec> bucket() {
        return Optional.ofNullable(s3);
    }

    /** The directory, on the claim or in the image. */
    public Optional<String> directory() {
        return Optional.ofNullable(path);
    }
}
