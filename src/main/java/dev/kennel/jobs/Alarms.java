package dev.kennel.jobs;

import java.time.Clock;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;

/// Sets and clears the scheduler's alarm for a share, in the caller's transaction.
@ApplicationScoped
class Alarms {

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

    void clear(Share share) {
        var id = TaskInstanceId.of(share.lane.task(), instance(share));
        if (client.getScheduledExecution(id).filter(found -> !found.isPicked()).isPresent()) {
            client.cancel(id);
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
