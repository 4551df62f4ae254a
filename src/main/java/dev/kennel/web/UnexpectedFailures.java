package dev.kennel.web;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/// A failure nobody foresaw: the log gets all of it under an id, whoever asked gets the id.
@ApplicationScoped
class UnexpectedFailures {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class);

    Problem problem(String method, String path, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "%s %s failed unexpectedly, error id %s", method, path, id);
        return Problem.of(500, "Something in Kennel went wrong")
                .because("This was not foreseen; the server's log has the cause under the id " + id + ".")
                .next("Try again; if it happens again, report it with the id and that part of the log.")
                .errorId(id);
    }
}
