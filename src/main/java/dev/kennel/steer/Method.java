package dev.kennel.steer;

/// How a direction is computed from what a block gives for the conversations of both poles.
public enum Method {
    /// The mean of the positive ones less the mean of the negative ones.
    MEAN("difference in means"),
    /// The axis along which the pairs differ most, from the negative to the positive pole, as long as the means lie
    /// apart on it.
    PCA("principal axis of the differences");

    private final String words;

    Method(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
