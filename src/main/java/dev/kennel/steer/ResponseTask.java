package dev.kennel.steer;

import java.nio.file.Path;
import java.util.List;

/// Asks a file about features, as it is and driven by control vectors. Tells a [ProbesScored] now and then.
///
/// @param shards of the file, in order
/// @param blocks that the model has
/// @param features whose probes are asked
/// @param drives the vectors
public record ResponseTask(
        List<Path> shards, int blocks, List<ProbedFeature> features, List<Drive> drives, ResponseSettings settings)
        implements SteerTask<ResponseReport> {

    /// Probes of another feature that show what a vector does to it.
    public static final int CROSS_TALK_PROBES = 32;

    public ResponseTask {
        shards = List.copyOf(shards);
        features = List.copyOf(features);
        drives = List.copyOf(drives);
    }

    /// How many pairs of answers a file is asked in all.
    ///
    /// @param driven places of the features that a vector is driven along
    /// @param strengths how many there are
    public static long pairs(List<ProbedFeature> features, List<Integer> driven, int strengths) {
        long asked = features.stream()
                .mapToLong(feature -> 3L * feature.pairs().size())
                .sum();
        int steered = strengths - 1 + 2;
        for (int own : driven) {
            asked += (long) steered * features.get(own).pairs().size();
            for (int other = 0; other < features.size(); other++) {
                asked += other == own ? 0 : 2L * crossTalk(features.get(other)).size();
            }
        }
        return asked;
    }

    /// Of the feature's pairs those that another one's vector is tried on.
    public static List<ProbePair> crossTalk(ProbedFeature feature) {
        return feature.pairs().stream()
                .filter(pair -> pair.probe() < CROSS_TALK_PROBES)
                .toList();
    }

    @Override
    public Class<ResponseReport> resultType() {
        return ResponseReport.class;
    }
}
