package dev.kennel.steering;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.DeviceStage;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Asks the base, which everything is compared with, and finds each vector's unit on it.
@ApplicationScoped
class BaseResponseStage implements DeviceStage {

    static final String NAME = "response.base";

    private final ResponseOrders orders;
    private final ResponseMeter meter;
    private final QuantResponseStage next;

    BaseResponseStage(ResponseOrders orders, ResponseMeter meter, QuantResponseStage next) {
        this.orders = orders;
        this.meter = meter;
        this.next = next;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Ask the base";
    }

    @Override
    public String note() {
        return "it sets each vector’s unit";
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.ANSWERS;
    }

    @Override
    public String device(Job job) {
        return orders.of(job).settings().device();
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        meter.askBase(share, orders.of(share.jobId()));
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        next.open(job, flow);
    }
}
