package dev.kennel.jobs;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jboss.logging.Logger;

/// What jobs say, for their pages and for the server's own log.
@ApplicationScoped
public class JobLog implements PanacheRepository<LogLine> {

    private static final Logger LOG = Logger.getLogger("dev.kennel.job");
    private static final int LONGEST = 2_000;

    private final Clock clock;

    JobLog(Clock clock) {
        this.clock = clock;
    }

    /// Adds a line, in a transaction of its own so that it stays when the work is rolled back.
    public void say(long jobId, String line) {
        LOG.info(line);
        QuarkusTransaction.requiringNew().run(() -> {
            var entry = new LogLine();
            entry.jobId = jobId;
            entry.at = clock.instant();
            entry.line = storable(line);
            persist(entry);
        });
    }

    /// The last lines, oldest first.
    public List<LogLine> tail(long jobId, int lines) {
        return find("jobId = ?1 order by id desc", jobId).page(0, lines).list().reversed();
    }

    public List<LogLine> all(long jobId) {
        return list("jobId = ?1 order by id", jobId);
    }

    /// PostgreSQL's text holds no NUL; a native library may print anything.
    private static String storable(String line) {
        String clean = line.replace("\0", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + " …";
    }
}
