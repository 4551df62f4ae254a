package dev.kennel.jobs;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

/// Says who has this node's devices.
@ApplicationScoped
public class Leases {

    private final Shares shares;
    private final JobsConfig config;

    Leases(Shares shares, JobsConfig config) {
        this.shares = shares;
        this.config = config;
    }

    /// One for each share that runs on a device.
    public List<Lease> now() {
        return shares.getEntityManager()
                .createQuery("""
                        select s.lane, j.id, j.title from Share s join Job j on j.id = s.jobId
                        where s.state = ?1 and s.node = ?2 order by s.startedAt
                        """, Object[].class)
                .setParameter(1, ShareState.RUNNING)
                .setParameter(2, config.node())
                .getResultStream()
                .filter(row -> ((Lane) row[0]).isDevice())
                .map(row -> new Lease(((Lane) row[0]).name(), (Long) row[1], (String) row[2]))
                .toList();
    }
}
