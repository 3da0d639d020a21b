package dev.mlink.triton.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TritonServerIT {

    @Test
    void startsAgainAfterACrashAndLeavesNoProcess() {
        try (TritonServer triton = TritonServer.serving(TestModel.affine("f", 1, 2, 1))) {
            triton.load("f");
            ProcessHandle model = ProcessHandle.of(triton.pid())
                    .flatMap(server -> server.children().findFirst())
                    .orElseThrow();

            triton.kill();
            assertThat(model.isAlive()).isFalse();

            triton.restart();
            triton.load("f");
        }
    }

    @Test
    void saysWhyItDidNotComeUp(@TempDir Path repository) {
        assertThatThrownBy(() -> TritonServer.start(repository, "--no-such-flag"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-flag");
    }
}
