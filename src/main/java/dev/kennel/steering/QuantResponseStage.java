package dev.kennel.steering;

import java.io.IOException;
import java.util.ArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.jobs.DeviceStage;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Work;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Asks each quant, a share a quant: written out once, loaded once for all features and vectors.
@ApplicationScoped
class QuantResponseStage implements DeviceStage {

    static final String NAME = "response.quants";

    private static final double WEIGHT = 8;

    private final ResponseOrders orders;
    private final ResponseMeter meter;
    private final ObjectMapper json;

    QuantResponseStage(ResponseOrders orders, ResponseMeter meter, ObjectMapper json) {
        this.orders = orders;
        this.meter = meter;
        this.json = json;
    }

    /// What a share asks.
    ///
    /// @param quant its number in the order
    private record QuantShare(int quant) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Ask the quants";
    }

    @Override
    public String note() {
        return "each file by itself";
    }

    @Override
    public double weight() {
        return WEIGHT;
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.ANSWERS;
    }

    @Override
    public String device(Job job) {
        return orders.of(job).settings().device();
    }

    /// Opens this stage for all quants of the job.
    void open(Job job, JobFlow flow) {
        ResponseOrder order = orders.of(job);
        var works = new ArrayList<Work>();
        for (int quant = 0; quant < order.quants().size(); quant++) {
            works.add(new Work(json.valueToTree(new QuantShare(quant)), order.pairs()));
        }
        if (works.isEmpty()) {
            flow.finish(job);
        } else {
            flow.open(job, NAME, works);
        }
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        ResponseOrder order = orders.of(share.jobId());
        int quant = json.treeToValue(share.work(), QuantShare.class).quant();
        meter.askQuant(share, order, order.quants().get(quant));
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
