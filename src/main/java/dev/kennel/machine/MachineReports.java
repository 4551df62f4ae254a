package dev.kennel.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.kennel.blob.BlobFiles;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.Lease;
import dev.kennel.jobs.Leases;
import dev.kennel.web.Site;

/// Looks at this node.
@ApplicationScoped
class MachineReports {

    private final Site site;
    private final BlobFiles blobs;
    private final EntityManager entities;
    private final Devices devices;
    private final Leases leases;
    private final EncoderSurvey encoders;
    private final Optional<Path> libraries;
    private final boolean worker;

    MachineReports(
            Site site,
            BlobFiles blobs,
            EntityManager entities,
            Devices devices,
            Leases leases,
            EncoderSurvey encoders,
            @ConfigProperty(name = "kennel.llama.directory") Optional<Path> libraries,
            @ConfigProperty(name = "kennel.jobs.worker", defaultValue = "true") boolean worker) {
        this.site = site;
        this.blobs = blobs;
        this.entities = entities;
        this.devices = devices;
        this.leases = leases;
        this.encoders = encoders;
        this.libraries = libraries;
        this.worker = worker;
    }

    MachineReport now() throws IOException {
        return new MachineReport(
                site.getNode(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java " + Runtime.version(),
                site.getVersion(),
                site.getLlamaCpp(),
                worker,
                Processor.ofThisNode(),
                Memory.ofThisNode(),
                store(),
                devices(),
                devices.problem(),
                encoders.report(),
                NativeLibraries.in(libraries));
    }

    private List<DeviceReport> devices() {
        List<Lease> held = leases.now();
        return devices.all().stream()
                .map(device -> DeviceReport.of(device, held))
                .toList();
    }

    private StoreUse store() throws IOException {
        var kept = (Object[]) entities.createNativeQuery("select count(*), coalesce(sum(bytes), 0) from blob")
                .getSingleResult();
        var quants = (Object[]) entities.createNativeQuery("select count(*), coalesce(sum(a.bytes), 0) from quant q"
                        + " join artifact a on a.id = q.artifact_id where a.header_sha256 is not null")
                .getSingleResult();
        return new StoreUse(
                blobs.staging().getParent().toString(),
                number(kept[0]),
                number(kept[1]),
                number(quants[0]),
                number(quants[1]),
                blobs.reserve().free(),
                blobs.reserve().available());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
