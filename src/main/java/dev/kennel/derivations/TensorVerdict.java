package dev.kennel.derivations;

/// How a tensor of a quant made elsewhere comes out of its base.
public enum TensorVerdict {

    /// The base's bytes as they are.
    COPIED("copied", "copied from the base"),

    /// Exactly what its type gives without importance weights, or ignoring them.
    PLAIN("exact, without importance weights", "encoded without importance weights"),

    /// Exactly what its type gives with the importance matrix of the check.
    WEIGHTED("exact, with the importance matrix", "encoded with the importance matrix"),

    /// None of these.
    DIFFERENT("different", ""),

    /// Nothing could be made to compare it with.
    UNCHECKED("not checked", "");

    private final String words;
    private final String assumption;

    TensorVerdict(String words, String assumption) {
        this.words = words;
        this.assumption = assumption;
    }

    public String words() {
        return words;
    }

    /// How a tensor was made that has this verdict.
    public String assumption() {
        return assumption;
    }

    public boolean exact() {
        return this == COPIED || this == PLAIN || this == WEIGHTED;
    }
}
