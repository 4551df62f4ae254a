package dev.kennel.imports;

import java.util.ArrayList;
import java.util.List;

import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// What is wrong with which tensors of a file. All of them are counted; named are the first 10,000, and no more than
/// 1 MiB of text: a hostile file may have a million.
final class NamedTensors {

    private static final int MOST = 10_000;
    private static final int MOST_CHARACTERS = 1 << 20;

    private final List<Problem.Field> named = new ArrayList<>();
    private int count;
    private long characters;

    void add(String tensor, String why) {
        count++;
        characters += tensor.length() + why.length();
        if (count <= MOST && characters <= MOST_CHARACTERS) {
            named.add(new Problem.Field(tensor, why));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// @param one "tensor differs"
    /// @param many "tensors differ"
    Problem tell(Problem problem, String one, String many) {
        String said = Format.grouped(count) + " " + (count == 1 ? one : many);
        int leftOut = count - named.size();
        String rest = leftOut == 0 ? "." : "; the last " + Format.grouped(leftOut) + " are not listed.";
        return problem.because(said + rest).fields(named);
    }
}
