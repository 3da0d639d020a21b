package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.triton.TritonReply;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LoadsUnderWayTest {
    private static final Placement A = new Placement("t0", "a");
    private static final Placement B = new Placement("t0", "b");

    private final Queue<Runnable> work = new ArrayDeque<>();
    private final LoadsUnderWay loads = new LoadsUnderWay(work::add);
    private int calls;

    @Test
    void whoeverWaitsForABegunLoadHasIt() {
        begin("group", A);
        begin("group", A);
        assertThat(work).as("it is begun once").hasSize(1);
        assertThat(loads.takeOver("group")).isEmpty();

        work.remove().run();

        assertThat(loads.take("group", A))
                .hasValueSatisfying(load -> assertThat(load.reply().get()).isInstanceOf(TritonReply.Ok.class));
        assertThat(loads.take("group", A)).isEmpty();
        assertThat(calls).isOne();
    }

    @Test
    void whatIsOverIsToldOnceAndToItsGroup() {
        begin("group", A);
        begin("group", B);
        begin("other", A);
        work.remove().run();

        assertThat(loads.takeOver("other")).isEmpty();
        assertThat(loads.takeOver("group"))
                .extracting(LoadsUnderWay.Loading::model)
                .containsExactly("a");
        assertThat(loads.takeOver("group")).isEmpty();
        assertThat(loads.take("group", B)).isPresent();
    }

    @Test
    void aGroupThatGoesIsForgotten() {
        begin("group", A);
        loads.forget("group");
        work.forEach(Runnable::run);
        assertThat(loads.takeOver("group")).isEmpty();
    }

    private void begin(String group, Placement place) {
        loads.begin(group, place, () -> {
            calls++;
            return new TritonReply.Ok<>("");
        });
    }
}
