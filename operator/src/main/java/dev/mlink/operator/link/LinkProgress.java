package dev.mlink.operator.link;

import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.operator.group.spec.LinkDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ModelLinks say of a training that is under way. A group has as many links as pairs, so a link is told of the piece
 * that it belongs to and of nothing else, and that by quarters: five times in a training however long it takes.
 *
 * @param training how far it is; empty where none is under way, or nobody knows
 */
public record LinkProgress(List<LinkDeclaration> links, Optional<TrainingProgress> training) {
    private static final int PARTS = 4;

    public LinkProgress {
        links = List.copyOf(links);
    }

    /** By the name of the resource, what is to be told to links that say something else; empty text for nothing. */
    public Map<String, String> news() {
        Map<String, String> news = new LinkedHashMap<>();
        for (LinkDeclaration link : links) {
            String text = link.forbid() ? "" : text(link.target());
            if (!text.equals(link.progress())) {
                news.put(link.name(), text);
            }
        }
        return news;
    }

    private String text(String target) {
        return training.stream()
                .flatMap(known -> known.getUnderWayList().stream())
                .filter(piece -> piece.getTarget().equals(target))
                .findFirst()
                .map(LinkProgress::text)
                .orElse("");
    }

    private static String text(TrainingProgress.Piece piece) {
        long all = piece.getAllEpochs();
        long quarters = all == 0 ? 0 : PARTS * piece.getEpochs() / all;
        return "under way: at least epoch " + quarters * all / PARTS + " of " + all + " of all that predicts '"
                + piece.getTarget() + "'";
    }
}
