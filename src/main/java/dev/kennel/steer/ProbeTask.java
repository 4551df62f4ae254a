package dev.kennel.steer;

import java.nio.file.Path;
import java.util.List;

/// Scores some probes of a file, as it is and with control vectors. Tells a [ProbesScored] now and then.
///
/// @param shards of the file, in order
/// @param blocks that the model has
public record ProbeTask(List<Path> shards, int blocks, List<Question> questions, ResponseSettings settings)
        implements SteerTask<ProbeReport> {

    public ProbeTask {
        shards = List.copyOf(shards);
        questions = List.copyOf(questions);
    }

    /// Probes that are scored once with each push.
    ///
    /// @param pairs of the probes, which are numbered from 0 on
    /// @param pushes vectors that are added together, each time; none leave the file as it is
    public record Question(List<ProbePair> pairs, List<List<ScaledVector>> pushes) {

        public Question {
            pairs = List.copyOf(pairs);
            pushes = List.copyOf(pushes);
        }
    }

    @Override
    public Class<ProbeReport> resultType() {
        return ProbeReport.class;
    }
}
