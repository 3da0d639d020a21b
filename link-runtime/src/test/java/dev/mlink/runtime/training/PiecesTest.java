package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final Piece GROUP = new Piece.OfGroup(Optional.empty(), 60);
    private static final Piece A = new Piece.OfTarget("a", 50, false);
    private static final Piece B = new Piece.OfTarget("b", 40, false);
    private static final Piece C = new Piece.OfTarget("c", 10, false);

    private final Pieces pieces = new Pieces(List.of(A, B, C, GROUP));

    @Test
    void onePodBeginsWithTheLargest() {
        assertThat(pieces.of(Share.WHOLE)).containsExactly(GROUP, A, B, C);
    }

    @Test
    void piecesForWhichOthersAreWaitedForComeFirstInTheSameOrderEverywhere() {
        Piece x = new Piece.OfTarget("x", 30, true);
        Piece y = new Piece.OfTarget("y", 45, true);
        assertThat(new Pieces(List.of(A, y, GROUP, x)).of(Share.WHOLE)).containsExactly(x, y, GROUP, A);
    }

    @Test
    void eachPieceGoesToThePodThatHasLeast() {
        assertThat(pieces.of(new Share(0, 2))).containsExactly(GROUP, C);
        assertThat(pieces.of(new Share(1, 2))).containsExactly(A, B);
    }

    @Test
    void everyPieceIsDoneByOnePodHoweverManyThereAre() {
        for (int pods = 1; pods <= 6; pods++) {
            int count = pods;
            List<Piece> done = new ArrayList<>();
            IntStream.range(0, count).forEach(pod -> done.addAll(pieces.of(new Share(pod, count))));
            assertThat(done).as("%d pods", count).containsExactlyInAnyOrderElementsOf(pieces.all());
        }
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Share(2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--share is 2 of 2")
                .hasMessageContaining("write 0 to 1");
        assertThatThrownBy(() -> new Share(0, 0)).hasMessageContaining("--shares is 0");
        assertThatThrownBy(() -> new Crew(0)).hasMessageContaining("--threads is 0");
    }
}
