package dev.mlink.operator.group.resource;

import dev.mlink.operator.group.spec.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a dry run would do, to status and back. */
record ProposalReport(Proposal proposal) {

    static ProposalReport read(dev.mlink.api.v1alpha1.status.Proposal status) {
        return new ProposalReport(new Proposal(
                status.input(),
                Set.copyOf(status.set()),
                Optional.ofNullable(status.objective()),
                status.reason(),
                status.steps(),
                status.since()));
    }

    dev.mlink.api.v1alpha1.status.Proposal status() {
        return new dev.mlink.api.v1alpha1.status.Proposal(
                List.copyOf(new TreeSet<>(proposal.models())),
                proposal.objective().orElse(null),
                proposal.reason(),
                proposal.steps(),
                proposal.input(),
                proposal.since());
    }
}
