package dev.kennel.measuring;

import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.measure.Quality;
import dev.kennel.measure.Speed;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TrialSettings;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurement.Kind;
import dev.kennel.measurements.Measurements;
import dev.kennel.web.Problem;

/// `/measurements/{id}`: where does this number come from?
@Path("/measurements/{id}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class MeasurementPage {

    private final Measurements measurements;
    private final MeasuredFiles files;

    MeasurementPage(Measurements measurements, MeasuredFiles files) {
        this.measurements = measurements;
        this.files = files;
    }

    static String address(long id) {
        return "/measurements/" + id;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance measurement(MeasurementView view);
    }

    @GET
    public TemplateInstance page(@RestPath long id) {
        return Templates.measurement(QuarkusTransaction.joiningExisting().call(() -> view(id)));
    }

    private MeasurementView view(long id) {
        Measurement measurement = measurements.findByIdOptional(id).orElseThrow(() -> Problem.notFound(
                        "There is no measurement " + id)
                .exception());
        boolean worked = measurement.failure == null;
        Optional<Quality> quality = worked && measurement.kind == Kind.QUALITY
                ? Optional.of(measurements.quality(measurement))
                : Optional.empty();
        Optional<Speed> speed = worked && measurement.kind == Kind.SPEED
                ? Optional.of(measurements.speed(measurement))
                : Optional.empty();
        Optional<TrialSettings> runtime = measurement.kind == Kind.PORTABILITY
                ? Optional.of(measurements.trialSettings(measurement))
                : Optional.empty();
        Optional<Trial> trial =
                worked && runtime.isPresent() ? Optional.of(measurements.trial(measurement)) : Optional.empty();
        return new MeasurementView(
                measurement,
                measurements.environment(measurement.environment),
                quality,
                speed,
                measurement.kind == Kind.SPEED
                        ? Optional.of(measurements.speedSettings(measurement))
                        : Optional.empty(),
                trial,
                runtime,
                files.withDigest(measurement.fileSha256),
                files.calibratedOnTheText(measurement),
                measurements.sameAs(measurement));
    }
}
