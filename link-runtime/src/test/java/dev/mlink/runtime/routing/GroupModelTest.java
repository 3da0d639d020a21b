package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupModelTest {
    @Test
    void hasTheUnionOfInputsAndEveryModelsOutput() {
        RoutingTable table =
                new RoutingTableReader().read(RoutingTableReaderTest.table().build());
        GroupModel group = GroupModel.of(table).orElseThrow();
        assertThat(group.outputs().keySet()).containsExactly("twice.Y", "halved.Y");
        assertThat(group.signature().inputs()).extracting(TensorSignature::name).containsExactly("image");
        assertThat(group.signature().maxBatchSize()).isEqualTo(8);
        assertThat(group.signature().metadata().getInputs(0).getShapeList()).containsExactly(-1L, 3L);
    }

    @Test
    void doesNotExistBeforeAnyModelWasLoaded() {
        var message = RoutingTableReaderTest.table();
        message.removeModels(0).removeModels(0);
        assertThat(GroupModel.of(new RoutingTableReader().read(message.build())))
                .isEmpty();
    }
}
