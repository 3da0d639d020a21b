package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.RuntimeStatus.ModelTraffic;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainsTest {
    private static final Placement A = new Placement("t0", "a");
    private static final Placement B = new Placement("t0", "b");

    private static final Drains.Table TABLE = new Drains.Table("uid", 7);

    private final List<String> told = new ArrayList<>();

    @Test
    void isOverOnceOneOfThemHasNoRequestLeft() {
        AtomicInteger looks = new AtomicInteger();
        drains(() -> status(looks.incrementAndGet() < 4 ? 2 : 0, 7)).await(Set.of(A, B), told::add);
        assertThat(looks).hasValue(4);
        assertThat(told).singleElement().asString().matches("requests for model 'a' on t0 have ended, in 0\\.\\d\\d s");
    }

    @Test
    void leavesTheRestToThePassesThatFollow() {
        drains(() -> status(1, 1)).await(Set.of(A), told::add);
        assertThat(told).isEmpty();
    }

    @Test
    void goesOnAtOnceWhereNobodyAsks() {
        drains(() -> status(0, 3)).await(Set.of(A), TABLE, told::add);
        assertThat(told).isEmpty();
    }

    @Test
    void goesOnOnceTheTableIsKnownAndNoRequestIsLeft() {
        AtomicInteger looks = new AtomicInteger();
        drains(() -> switch (looks.incrementAndGet()) {
                    case 1 -> status(0, 0).toBuilder().setEpoch(6).build();
                    case 2 -> status(1, 0);
                    default -> status(0, 0);
                })
                .await(Set.of(A, B), TABLE, told::add);
        assertThat(looks).hasValue(3);
        assertThat(told).singleElement().asString().contains("'a'");
    }

    @Test
    void doesNotGoOnWithoutAPodThatDoesNotKnowTheTable() {
        Drains drains = drains(() -> status(0, 0).toBuilder().setEpoch(6).build());
        assertThatThrownBy(() -> drains.await(Set.of(A), TABLE, told::add)).isInstanceOf(NotYet.class);
    }

    @Test
    void doesNotGoOnWithoutAPodThatDoesNotAnswer() {
        Drains drains = drains(() -> RuntimeStatus.getDefaultInstance());
        assertThatThrownBy(() -> drains.await(Set.of(A), TABLE, told::add)).isInstanceOf(NotYet.class);
    }

    @Test
    void aPodThatHadATableCountsAlsoWhereItsProbeFails() {
        Drains drains = new Drains(
                (RuntimeControl) Proxy.newProxyInstance(
                        DrainsTest.class.getClassLoader(),
                        new Class<?>[] {RuntimeControl.class},
                        (proxy, method, arguments) -> new RuntimeReply.Unreachable<>("too slow")),
                List.of(pod(false)));
        assertThatThrownBy(() -> drains.await(Set.of(A), TABLE, told::add)).isInstanceOf(NotYet.class);
    }

    private interface Status {
        RuntimeStatus now();
    }

    private static Drains drains(Status status) {
        RuntimeControl runtime = (RuntimeControl) Proxy.newProxyInstance(
                DrainsTest.class.getClassLoader(),
                new Class<?>[] {RuntimeControl.class},
                (proxy, method, arguments) -> new RuntimeReply.Answered<>(status.now()));
        return new Drains(runtime, List.of(pod(true)));
    }

    private static RuntimePod pod(boolean ready) {
        return new RuntimePod(
                "pod",
                RuntimeAddress.plain("127.0.0.1", 1, "token"),
                ready,
                false,
                Instant.EPOCH,
                new RuntimeReply.Answered<>(status(9, 9)));
    }

    private static RuntimeStatus status(long a, long b) {
        return RuntimeStatus.newBuilder()
                .setGroupUid(TABLE.groupUid())
                .setEpoch(TABLE.epoch())
                .addModels(traffic("a", a))
                .addModels(traffic("b", b))
                .build();
    }

    private static ModelTraffic.Builder traffic(String model, long requests) {
        return ModelTraffic.newBuilder()
                .setModel(model)
                .setInFlight(requests)
                .addAt(ModelTraffic.At.newBuilder().setEndpoint("t0").setInFlight(requests));
    }
}
