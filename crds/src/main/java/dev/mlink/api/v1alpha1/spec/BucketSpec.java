package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** A bucket of S3, or of a server that speaks its protocol. As a store, each group has a place of its own in it. */
@ApiObject
public record BucketSpec(
        @Required
                @Size(min = 3, max = 63)
                @ValidationRule(
                        value = "self.matches('^[a-z0-9][a-z0-9.-]*[a-z0-9]$')",
                        message =
                                "write the name of a bucket: a-z, 0-9, '.' and '-', starting and ending with a letter or"
                                        + " digit")
                @JsonPropertyDescription("Name of the bucket, which must exist.")
                String bucket,
        @Size(min = 1, max = 512)
                @ValidationRule(
                        value = "self.matches('^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$')",
                        message = "write names of letters, digits, '.', '_' and '-' with slashes between them, such as"
                                + " team/mlink")
                @JsonPropertyDescription("What keys begin with; in a store, before the group's namespace and name.")
                String prefix,
        @Size(min = 1, max = 512)
                @ValidationRule(
                        value = "self.matches('^https?://[^/?#]+/?$')",
                        message = "write the address of the server, such as https://s3.example.com")
                @JsonPropertyDescription("A server that is not Amazon's; buckets are addressed by path there.")
                String endpoint,
        @Default("us-east-1") @Size(min = 1, max = 63) @JsonPropertyDescription("Region of the bucket.") String region,
        @Size(min = 1, max = 253)
                @JsonPropertyDescription("Secret in this namespace with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY;"
                        + " the identity that the cloud gives to the pods when absent.")
                String credentialsSecret) {

    public BucketSpec {
        region = region == null ? "us-east-1" : region;
    }

    /** The server to use; empty for Amazon's. */
    public Optional<String> ownEndpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** Where a group's keys begin: {@code prefix/namespace/group}. */
    public String placeOf(String namespace, String group) {
        return place(namespace + "/" + group);
    }

    /** What all keys begin with; empty for the whole bucket. */
    public Optional<String> ownPrefix() {
        return Optional.ofNullable(prefix);
    }

    /** Where keys of this name begin: {@code prefix/name}. */
    public String place(String name) {
        return (prefix == null ? "" : prefix + "/") + name;
    }

    /** The Secret with the credentials; empty where the pods have an identity of their own. */
    public Optional<String> ownCredentials() {
        return Optional.ofNullable(credentialsSecret);
    }
}
