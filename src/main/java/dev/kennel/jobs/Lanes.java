package dev.kennel.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/// The node's schedulers, one a lane. Those of its devices begin when the devices are known.
@ApplicationScoped
class Lanes {

    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private static final Duration KEEP_EVERY = Duration.ofSeconds(5);
    /// Lanes ignore each other's rows; nobody's rows are ever deleted for that.
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final DataSource dataSource;
    private final ShareExecutor executor;
    private final Alarms alarms;
    private final Devices devices;
    private final JobsConfig config;
    private final DevicesConfig deviceConfig;
    private final List<Scheduler> schedulers = new ArrayList<>();
    private boolean stopping;

    Lanes(
            DataSource dataSource,
            ShareExecutor executor,
            Alarms alarms,
            Devices devices,
            JobsConfig config,
            DevicesConfig deviceConfig) {
        this.dataSource = dataSource;
        this.executor = executor;
        this.alarms = alarms;
        this.devices = devices;
        this.config = config;
        this.deviceConfig = deviceConfig;
        if (deviceConfig.shares() < 1) {
            throw new IllegalArgumentException(
                    "kennel.devices.shares is " + deviceConfig.shares() + ", and must be 1 or more.");
        }
    }

    /// After everything else is up.
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) throws SQLException {
        if (!config.worker()) {
            return;
        }
        releaseOwnPicks();
        begin(schedulerOf(Lane.DISK));
        begin(schedulerOf(Lane.CPU));
        begin(keeper());
        devices.whenFound(found -> found.forEach(device -> begin(schedulerOf(Lane.of(device.name())))));
    }

    private synchronized void begin(Scheduler scheduler) {
        if (!stopping) {
            schedulers.add(scheduler);
            scheduler.start();
        }
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        stopping = true;
        executor.stop();
        schedulers.parallelStream().forEach(Scheduler::stop);
    }

    private Scheduler schedulerOf(Lane lane) {
        Task<Void> share = Tasks.custom(lane.task(), Void.class)
                .onDeadExecutionRevive()
                .onFailureReschedule(FixedDelay.of(KEEP_EVERY))
                .execute((instance, _) -> completion(executor.run(Long.parseLong(instance.getId()))));
        return configured(Scheduler.create(dataSource, share))
                .threads(lane.threads(deviceConfig.shares()))
                .build();
    }

    private Scheduler keeper() {
        var keep = Tasks.recurring("keep-alarms", FixedDelay.of(KEEP_EVERY)).execute((_, _) -> alarms.restore());
        return configured(Scheduler.create(dataSource).startTasks(keep))
                .threads(1)
                .build();
    }

    private SchedulerBuilder configured(SchedulerBuilder builder) {
        return builder.schedulerName(new SchedulerName.Fixed(schedulerName()))
                .pollingInterval(config.polling())
                .heartbeatInterval(config.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(STOP_WAIT)
                .deleteUnresolvedAfter(NEVER)
                .enablePriority();
    }

    private CompletionHandler<Void> completion(ShareExecutor.Outcome outcome) {
        return switch (outcome) {
            case OVER -> new CompletionHandler.OnCompleteRemove<>();
            case AGAIN -> new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(config.polling()));
        };
    }

    private String schedulerName() {
        return "node " + config.node();
    }

    /// What this node had picked before it was killed is due at once; nobody else has this name.
    private void releaseOwnPicks() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var update = connection.prepareStatement("""
                        update scheduled_tasks
                        set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                        where picked and picked_by = ?
                        """)) {
            update.setString(1, schedulerName());
            update.executeUpdate();
        }
    }
}
