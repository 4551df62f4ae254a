package dev.kennel.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A job as pages and the API show it.
///
/// @param percent of its work that is done
/// @param secondsLeft at the rate so far; null while unknown or when over
/// @param detail what its kind adds; null in lists
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        long id,
        String kind,
        String title,
        String subject,
        JobState state,
        String failure,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        int percent,
        Long secondsLeft,
        List<StageView> stages,

        @Schema(type = SchemaType.OBJECT, description = "what the job's kind adds; not there in lists")
        Object detail) {

    /// Seconds from start to end; null before it is over.
    @JsonIgnore
    public Long getSecondsTaken() {
        boolean over = startedAt != null && finishedAt != null;
        return over ? Duration.between(startedAt, finishedAt).toSeconds() : null;
    }

    /// @param note what to know of it
    /// @param state waiting, running, stopped or done
    /// @param done amount that is done
    /// @param total amount, 0 while unknown
    /// @param seconds spent on it, added up over what ran at the same time
    public record StageView(
            String name, String title, String note, String state, WorkUnit unit, long done, long total, long seconds) {

        /// The total for people; empty where there is nothing to count.
        @JsonIgnore
        public Optional<String> getAmount() {
            return total > 1 ? Optional.of(unit.amount(total)) : Optional.empty();
        }

        public int percent() {
            return total == 0 ? (state.equals("done") ? 100 : 0) : (int) (100 * done / total);
        }
    }
}
