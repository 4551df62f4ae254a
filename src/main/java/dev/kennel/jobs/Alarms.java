package dev.kennel.jobs;

import java.time.Clock;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import org.jboss.logging.Logger;

/// Sets and clears the scheduler's alarm for a share, in the caller's transaction.
@ApplicationScoped
class Alarms {

    private static final Logger LOG = Logger.getLogger(Alarms.class);

    private final Clock clock;
    private final SchedulerClient client;
    private final Shares shares;

    Alarms(DataSource dataSource, Shares shares, Clock clock) {
        this.shares = shares;
        this.clock = clock;
        this.client = SchedulerClient.Builder.create(dataSource).build();
    }

    void set(Share share) {
        var alarm = new TaskInstance.Builder<Void>(share.lane.task(), instance(share));
        client.scheduleIfNotExists(alarm.scheduledTo(clock.instant()));
    }

    /// One that has just gone off stays: who comes to it finds the share over.
    void clear(Share share) {
        try {
            client.cancel(TaskInstanceId.of(share.lane.task(), instance(share)));
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
            LOG.debugf("Share %d has no alarm to clear: %s", share.id, e.getMessage());
        }
    }

    /// Sets the alarms that open shares lack, after a race between a retry and the end of the attempt before it.
    @Transactional
    void restore() {
        shares.forgotten().forEach(this::set);
    }

    private static String instance(Share share) {
        return Long.toString(share.id);
    }
}
