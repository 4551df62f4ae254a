package dev.kennel.machine;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param node its name, as jobs show it
/// @param system "Linux 6.1, Java 25"
/// @param version of Kennel
/// @param llamaCpp the version that Kennel's quants match
/// @param worker whether this node takes part in jobs
/// @param devices that jobs can have beside the CPU
/// @param deviceProblem why there may be more of them
/// @param encoding what quants are encoded with here
@Schema(name = "Machine")
record MachineReport(
        String node,
        String system,
        String version,
        String llamaCpp,
        boolean worker,
        Processor processor,
        Memory memory,
        StoreUse store,
        List<DeviceReport> devices,
        Optional<String> deviceProblem,
        EncoderReport encoding,
        NativeLibraries libraries) {}
