package dev.kennel.torture;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/// How far a job is, as the API says it.
///
/// @param stage the name of the stage that runs, or empty
/// @param unitsDone of a sweep, made by it or found in the store
/// @param unitsEncoded of them those that it made
/// @param quantsMade of a sweep
record JobReport(
        long id,
        String subject,
        State state,
        Optional<String> failure,
        Optional<String> stage,
        int unitsDone,
        int unitsEncoded,
        int units,
        int quantsMade,
        int quants) {

    enum State {
        QUEUED,
        RUNNING,
        CANCELLING,
        CANCELLED,
        FAILED,
        DONE
    }

    static JobReport of(JsonNode job) {
        JsonNode detail = job.path("detail");
        int encoded = detail.path("unitsEncoded").asInt();
        int done = encoded + detail.path("unitsReused").asInt();
        return new JobReport(
                job.path("id").asLong(),
                job.path("subject").asText(),
                State.valueOf(job.path("state").asText()),
                Optional.ofNullable(job.path("failure").textValue()),
                runningStage(job.path("stages")),
                done,
                encoded,
                done + detail.path("unitsToGo").asInt(),
                count(detail.path("quants"), quant -> quant.path("made").asBoolean()),
                count(detail.path("quants"), _ -> true));
    }

    boolean over() {
        return switch (state) {
            case QUEUED, RUNNING, CANCELLING -> false;
            case CANCELLED, FAILED, DONE -> true;
        };
    }

    private static Optional<String> runningStage(JsonNode stages) {
        return StreamSupport.stream(stages.spliterator(), false)
                .filter(stage -> stage.path("state").asText().equals("running"))
                .map(stage -> stage.path("name").asText())
                .findFirst();
    }

    private static int count(JsonNode items, Predicate<JsonNode> which) {
        return (int)
                StreamSupport.stream(items.spliterator(), false).filter(which).count();
    }
}
