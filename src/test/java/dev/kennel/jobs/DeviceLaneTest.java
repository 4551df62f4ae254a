package dev.kennel.jobs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.KennelApi;
import dev.kennel.device.SoftwareGpu;
import dev.kennel.device.WithSoftwareGpu;
import dev.kennel.worker.WorkerDied;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

@QuarkusTest
@TestProfile(WithSoftwareGpu.class)
class DeviceLaneTest {

    private static final Duration STUCK = Duration.ofMinutes(2);

    @Inject
    JobFlow flow;

    @Inject
    TrialStage stage;

    @BeforeEach
    void device() {
        SoftwareGpu.require();
    }

    @Test
    void aDeviceIsLeasedToOneJobAtATimeAndTheMachineSaysToWhich() {
        var release = new CountDownLatch(1);
        stage.does(Lane.of(SoftwareGpu.NAME), _ -> release.await());
        long first = submit();
        await().atMost(STUCK).until(() -> stage.runs() == 1);
        long second = submit();

        List<Integer> holders = given().get("/api/v1/machine").jsonPath().getList("devices[0].jobs.id");

        assertThat(holders).containsExactly((int) first);
        given().get("/machine").then().body(containsString("href=\"/jobs/" + first + "\""));
        assertThat(KennelApi.job(second).getString("state")).isEqualTo("QUEUED");
        release.countDown();
        KennelApi.done(first);
        KennelApi.done(second);
        assertThat(stage.runs()).isEqualTo(2);
    }

    @Test
    void aWorkerThatDiesOnADeviceFailsTheJobWithTheWayOut() {
        stage.does(Lane.of(SoftwareGpu.NAME), _ -> {
            throw new WorkerDied("The worker ended with SIGABRT.");
        });

        JsonPath job = KennelApi.failed(submit());

        assertThat(job.getString("failure"))
                .contains("SIGABRT. It computed on " + SoftwareGpu.NAME)
                .contains("with the device 'cpu'");
    }

    private long submit() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Job job = flow.submit(TrialKind.NAME, "Holding a device", null, NullNode.getInstance());
            flow.open(job, TrialStage.NAME, List.of(new Work(NullNode.getInstance(), 1)));
            return job.id;
        });
    }
}
