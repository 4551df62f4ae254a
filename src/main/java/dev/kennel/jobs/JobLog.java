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
        QuarkusTransaction.requiringNew().run(() -> add(jobId, line));
    }

    /// Adds lines in the caller's transaction, for what would be too much for the server's own log.
    public void note(long jobId, List<String> lines) {
        getEntityManager()
                .createNativeQuery("""
                        insert into job_log (job_id, at, line)
                        select :job, :now, line from unnest(cast(:lines as text[])) with ordinality as said (line, place)
                        order by place
                        """)
                .setParameter("job", jobId)
                .setParameter("now", clock.instant())
                .setParameter("lines", lines.stream().map(JobLog::storable).toArray(String[]::new))
                .executeUpdate();
    }

    /// The last lines before the one of this id, oldest first.
    List<LogLine> before(long jobId, long id, int limit) {
        return find("jobId = ?1 and id < ?2 order by id desc", jobId, id)
                .page(0, limit)
                .list()
                .reversed();
    }

    /// Lines behind the one of this id, 0 for the beginning, oldest first.
    List<LogLine> after(long jobId, long id, int limit) {
        return find("jobId = ?1 and id > ?2 order by id", jobId, id)
                .page(0, limit)
                .list();
    }

    private void add(long jobId, String line) {
        var entry = new LogLine();
        entry.jobId = jobId;
        entry.at = clock.instant();
        entry.line = storable(line);
        persist(entry);
    }

    /// PostgreSQL's text holds no NUL; a native library may print anything.
    private static String storable(String line) {
        String clean = line.replace("\0", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + " …";
    }
}
