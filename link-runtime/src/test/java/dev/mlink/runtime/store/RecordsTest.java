package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.StoreLocation.InBucket;
import dev.mlink.runtime.store.StoreLocation.OnVolume;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is refused before anything is read or written. */
class RecordsTest {

    @Test
    void anArtefactsArraysFitItsKind() {
        Map<String, NpyArray> arrays = new TreeMap<>(LinkArtifact.of(3, 5, 2).arrays());
        arrays.put("output_weight", NpyArray.of(new float[8], 4, 2));
        assertThatThrownBy(() -> new Artifact(LinkArtifact.description(), arrays))
                .hasMessage("array 'output_weight' of a Vec2Vec is <f4[4, 2]; its shape must be [5, 2]");

        arrays.put("output_weight", NpyArray.of(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, Float.NaN}, 5, 2));
        assertThatThrownBy(() -> new Artifact(LinkArtifact.description(), arrays))
                .hasMessageContaining("only finite numbers");

        arrays.put("output_weight", NpyArray.of(new float[10], 5, 2));
        arrays.remove("input_scale");
        assertThatThrownBy(() -> new Artifact(LinkArtifact.description(), arrays))
                .hasMessageContaining("input_scale");
    }

    @Test
    void samplesAndTimesMustMatch() {
        assertThatThrownBy(() -> new Samples(Map.of("image", NpyArray.of(new float[4], 2, 2)), NpyArray.of(1)))
                .hasMessageContaining("input 'image' has 2 samples, but there are 1 times");
        assertThatThrownBy(() -> new Samples(Map.of("time", NpyArray.of(1)), NpyArray.of(1)))
                .hasMessageContaining("rename it");
    }

    @Test
    void aLocationIsADirectoryOrABucket() {
        assertThat(StoreLocation.parse("/store")).isEqualTo(new OnVolume(Path.of("/store")));
        assertThat(StoreLocation.parse("s3://models")).isEqualTo(new InBucket("models", ""));
        assertThat(StoreLocation.parse("s3://models/")).isEqualTo(new InBucket("models", ""));
        assertThat(StoreLocation.parse("s3://a.b-c/x/y")).isEqualTo(new InBucket("a.b-c", "x/y/"));
        assertThat(StoreLocation.parse("s3://models/x/")).isEqualTo(new InBucket("models", "x/"));
        for (String wrong : new String[] {"s3://", "s3:///x", "s3://Models", "gs://models", "http://h/b", "s3://ab"}) {
            assertThatThrownBy(() -> StoreLocation.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + wrong + "'")
                    .hasMessageContaining("s3://bucket/prefix");
        }
        assertThatThrownBy(() -> StoreLocation.parse(" ")).hasMessageContaining("write a directory or");
    }
}
