package dev.kennel.web;

import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/// A failure nobody foresaw: the log gets all of it under an id, whoever asked gets the id.
@ApplicationScoped
class UnexpectedFailures {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class);

    /// What PostgreSQL says of a NUL in a text, and in JSON.
    private static final Set<String> NUL_STATES = Set.of("22021", "22P05");

    Problem problem(String method, String path, Throwable failure) {
        if (isNulInText(failure)) {
            return Problem.badRequest("A text holds a NUL character")
                    .because("The request has one in its address or body, and nothing in this catalog does.")
                    .next("Leave it out.");
        }
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "%s %s failed unexpectedly, error id %s", method, path, id);
        return Problem.of(500, "Something in Kennel went wrong")
                .because("This was not foreseen; the server's log has the cause under the id " + id + ".")
                .next("Try again; if it happens again, report it with the id and that part of the log.")
                .errorId(id);
    }

    private static boolean isNulInText(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return NUL_STATES.contains(sql.getSQLState());
            }
        }
        return false;
    }
}
