package dev.mlink.runtime.store;

import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The S3 that this process's environment names, in the words that every tool with an AWS SDK reads: {@code AWS_REGION},
 * {@code AWS_ENDPOINT_URL}, {@code AWS_ACCESS_KEY_ID} and so on, the shared configuration files, or the identity that a
 * cloud gives to the pod.
 */
record S3Endpoint(S3Patience patience) {

    /** @throws IllegalArgumentException no region is configured, or not one that can be */
    S3Client open() {
        try {
            S3Client client = builder().build();
            boolean own = client.serviceClientConfiguration().endpointOverride().isPresent();
            if (!own) {
                return client;
            }
            client.close();
            return builder().forcePathStyle(true).build(); // nobody gives buckets of a server of one's own host names
        } catch (SdkClientException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "S3 is not configured: " + wrong.getMessage() + "; set AWS_REGION, and AWS_ENDPOINT_URL for a"
                            + " server that is not Amazon's",
                    wrong);
        }
    }

    private S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(patience.connect())
                        .socketTimeout(patience.silence()))
                // not every server takes the newer checksums, and what the store keeps carries digests of its own
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(calls -> calls.retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(patience.attempt())
                        .apiCallTimeout(patience.call()));
    }
}
