package dev.mlink.runtime.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.TextFormat;
import dev.mlink.admin.v1alpha1.MlinkAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * An operator and the link-runtimes that it meets are of neighbouring versions while either is rolled out, and a routing
 * table in a ConfigMap may be older than both. What the last release said must mean the same today.
 */
class AdminCompatibilityTest {

    /** The schema of the last release; {@code -Dmlink.write=true} writes today's in its place, for the next release. */
    private static final Path RELEASED = Path.of("src/test/resources/compatibility/mlink_admin.txtpb");

    private static final FileDescriptorProto TODAY = MlinkAdmin.getDescriptor().toProto();

    @Test
    void whatTheLastReleaseSaysMeansTheSame() throws IOException {
        if (Boolean.getBoolean("mlink.write")) {
            Files.writeString(RELEASED, TextFormat.printer().printToString(TODAY));
        }

        assertThat(new SchemaChanges(released(), TODAY).breaking()).isEmpty();
    }

    @Test
    void additionsBreakNothing() throws IOException {
        FileDescriptorProto.Builder next = released().toBuilder();
        next.getMessageTypeBuilder(0).addFieldBuilder().setName("new_here").setNumber(1000);
        next.addMessageTypeBuilder().setName("NewHere");
        next.getServiceBuilder(0).addMethodBuilder().setName("NewHere");

        assertThat(new SchemaChanges(released(), next.build()).breaking()).isEmpty();
    }

    @Test
    void anotherMeaningIsSaid() throws IOException {
        FileDescriptorProto.Builder next = released().toBuilder();
        next.getMessageTypeBuilder(0).getFieldBuilder(0).setNumber(1000);
        next.getEnumTypeBuilder(0).getValueBuilder(1).setName("OTHER");
        next.getServiceBuilder(0).removeMethod(0);

        assertThat(new SchemaChanges(released(), next.build()).breaking())
                .hasSize(3)
                .anyMatch(change -> change.contains("reserve the number"))
                .anyMatch(change -> change.contains("was ") && change.contains("OTHER"))
                .anyMatch(change -> change.startsWith("call LinkRuntimeAdmin.Route is gone"));
    }

    private static FileDescriptorProto released() throws IOException {
        return TextFormat.parse(Files.readString(RELEASED), FileDescriptorProto.class);
    }
}
