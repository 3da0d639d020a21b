package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Member;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each model's output is among those of a whole group, side by side.
 *
 * @param members in the order of their columns
 */
record GroupColumns(List<Member> members) {

    List<String> models() {
        return members.stream().map(Member::model).toList();
    }

    int width() {
        return members.stream().mapToInt(Member::size).sum();
    }

    int position(String model) {
        return models().indexOf(model);
    }

    Member member(String model) {
        return members.get(position(model));
    }

    /** The first column of a model. */
    int from(String model) {
        return members.stream().limit(position(model)).mapToInt(Member::size).sum();
    }

    /** The columns of some models, one model after another. */
    int[] of(List<String> models) {
        return models.stream()
                .flatMapToInt(model ->
                        IntStream.range(from(model), from(model) + member(model).size()))
                .toArray();
    }

    OutputLayer activation(String model) {
        return new OutputLayer(member(model).activation(), member(model).size());
    }
}
