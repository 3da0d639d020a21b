package dev.mlink.operator.link;

import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.LinkDeclaration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which ModelLink counts for which pair. A pair has one: the user's own before a generated one, the older before the
 * younger.
 */
public record LinkPairs(GroupSpec spec, List<LinkDeclaration> links) {

    /** An ordered pair of models. */
    public record Pair(String source, String target) {}

    private static final Comparator<LinkDeclaration> PRECEDENCE = Comparator.comparing(LinkDeclaration::generated)
            .thenComparing(LinkDeclaration::created)
            .thenComparing(LinkDeclaration::name);

    public LinkPairs {
        links = List.copyOf(links);
    }

    /** The link that counts for each pair of the group's models, forbidden ones too. */
    public Map<Pair, LinkDeclaration> effective() {
        Map<Pair, LinkDeclaration> effective = new LinkedHashMap<>();
        links.stream()
                .filter(link -> known(link.source()) && known(link.target()))
                .sorted(PRECEDENCE)
                .forEach(link -> effective.putIfAbsent(pair(link), link));
        return effective;
    }

    /** Pairs that the operator declares itself because the group links all of them. */
    public List<Pair> missing() {
        Map<Pair, LinkDeclaration> effective = effective();
        return all().filter(pair -> !effective.containsKey(pair)).toList();
    }

    /** Generated links that nothing asks for any more: of models that left, superseded, or no longer linked at all. */
    public List<LinkDeclaration> superfluous() {
        Map<Pair, LinkDeclaration> effective = effective();
        return links.stream()
                .filter(LinkDeclaration::generated)
                .filter(link -> !spec.linkAll() || !link.equals(effective.get(pair(link))))
                .toList();
    }

    /** Links whose status does not say yet whether one of these models has changed since they were learned. */
    public boolean behind(Set<String> outdated) {
        return effective().values().stream()
                .filter(link -> !link.forbid())
                .anyMatch(link ->
                        link.outdated() != (outdated.contains(link.source()) || outdated.contains(link.target())));
    }

    private Stream<Pair> all() {
        if (!spec.linkAll()) {
            return Stream.empty();
        }
        return spec.modelNames().stream().flatMap(source -> spec.modelNames().stream()
                .filter(target -> !target.equals(source))
                .map(target -> new Pair(source, target)));
    }

    private boolean known(String model) {
        return spec.model(model).isPresent();
    }

    private static Pair pair(LinkDeclaration link) {
        return new Pair(link.source(), link.target());
    }
}
