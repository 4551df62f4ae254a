package dev.kennel.machine;

import java.io.IOException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// This node, for programs.
@Path("/api/v1/machine")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Machine")
@RunOnVirtualThread
public class MachineResource {

    private final MachineReports reports;

    MachineResource(MachineReports reports) {
        this.reports = reports;
    }

    @GET
    @Operation(summary = "What this node can do: processor, memory, devices, store and native libraries")
    public MachineReport machine() throws IOException {
        return reports.now();
    }
}
